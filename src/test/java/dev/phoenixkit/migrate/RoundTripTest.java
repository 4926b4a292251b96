package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.oracle.OracleRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Direction;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes back of a table that goes up and down, or down and up, on random rows. */
@Tag("database")
class RoundTripTest {

    private static final int ROWS = 500;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void downThenUpChangesNothingButTheSuffixedNames(long seed) throws SQLException {
        Differential differential =
                new Differential(db, Direction.DOWN, seed, RandomRows.rows(RandomRows.wellFormed(seed, ROWS)));
        Map<UUID, OracleRow> before = byUuid(differential.rows());

        RecordedDecisions down = new RecordedDecisions(false);
        db.down().after(down).run();
        db.up().run();

        Map<UUID, Change> renamed = down.changesWith(ChangeNote.RENAMED);
        assertThat(renamed).as("seed " + seed).isNotEmpty();
        Map<UUID, OracleRow> after = byUuid(differential.rows());
        assertThat(without(after, renamed)).as("seed " + seed).isEqualTo(without(before, renamed));
        Set<String> names =
                Set.copyOf(db.query("SELECT uuid || ' ' || (value_json ->> 'name') FROM public.phoenix_kit_settings"
                        + " WHERE jsonb_typeof(value_json) = 'object' AND value_json ? 'name'"));
        renamed.forEach((uuid, change) -> {
            String name = change.after().body().name().text();
            assertThat(names).as("seed " + seed).contains(uuid + " " + name);
            assertThat(after.get(uuid).withValueJson(null))
                    .as("seed " + seed)
                    .isEqualTo(before.get(uuid).withValueJson(null));
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void downUpDownGivesTheKeysOfDown(long seed) throws SQLException {
        Differential differential =
                new Differential(db, Direction.DOWN, seed, RandomRows.rows(RandomRows.wellFormed(seed, ROWS)));

        db.down().run();
        Map<UUID, OracleRow> once = byUuid(differential.rows());
        db.up().run();
        db.down().run();

        assertThat(byUuid(differential.rows())).as("seed " + seed).isEqualTo(once);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void upThenDownRestoresEveryKeyWhereKeyAndBodyAgree(long seed) throws SQLException {
        Differential differential =
                new Differential(db, Direction.UP, seed, RandomRows.rows(RandomRows.agreeing(seed, ROWS)));
        Map<UUID, String> before = keys(differential.rows());
        assertThat(before.values()).anyMatch(RoundTripTest::isV0);

        db.up().run();
        db.down().run();

        before.replaceAll((uuid, key) -> isV0(key) ? key.replaceFirst(":?$", ":default") : key);
        assertThat(keys(differential.rows())).as("seed " + seed).isEqualTo(before);
    }

    /** A key without a name, {@code integration:p} or {@code integration:p:}. */
    private static boolean isV0(String key) {
        return key.matches("(?s)integration:[^:]+:?");
    }

    private static Map<UUID, String> keys(List<OracleRow> rows) {
        return rows.stream().collect(Collectors.toMap(OracleRow::uuid, OracleRow::key));
    }

    private static Map<UUID, OracleRow> byUuid(List<OracleRow> rows) {
        return rows.stream().collect(Collectors.toMap(OracleRow::uuid, row -> row));
    }

    private static Map<UUID, OracleRow> without(Map<UUID, OracleRow> rows, Map<UUID, Change> others) {
        return rows.entrySet().stream()
                .filter(entry -> !others.containsKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
