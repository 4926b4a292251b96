package dev.phoenixkit.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.OracleRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.IntegrationKey;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Unchanged;
import java.sql.SQLException;
import java.util.HashMap;
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

/** The rows that SQL rewrites by itself are those that this test's Java says need no thought; the rules decide the rest. */
@Tag("database")
class SetBasedUpdateTest {
    private static final String TABLE = "public.phoenix_kit_settings";
    /** Of fewer rows all travel anyway. */
    private static final int ROWS = 1_500;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void upRewritesWhatTheKeyCompletes(long seed) throws SQLException {
        List<OracleRow> rows = RandomRows.rows(RandomRows.up(seed, ROWS));
        Map<UUID, Decision> all = decisions(Direction.UP, rows, true);
        Map<UUID, Decision> travelled = decisions(Direction.UP, rows, false);

        Set<UUID> thoughtless = all.values().stream()
                .filter(decision -> decision instanceof Change change && isCompletedByItsKey(change))
                .map(decision -> decision.before().uuid())
                .collect(Collectors.toSet());

        assertThat(thoughtless).as("seed " + seed).hasSizeGreaterThan(ROWS / 20);
        assertThat(travelled).as("seed " + seed).isEqualTo(without(all, thoughtless));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void downRewritesWhatIsAloneInWantingItsKey(long seed) throws SQLException {
        List<OracleRow> rows = RandomRows.rows(RandomRows.down(seed, ROWS));
        Map<UUID, Decision> all = decisions(Direction.DOWN, rows, true);
        Map<UUID, Decision> travelled = decisions(Direction.DOWN, rows, false);

        Map<String, Long> claims = all.values().stream()
                .map(decision -> decision.before().body())
                .filter(body -> body.provider().text() != null
                        && body.name().type() != JsonType.OBJECT
                        && body.name().type() != JsonType.ARRAY)
                .collect(Collectors.groupingBy(SetBasedUpdateTest::wanted, Collectors.counting()));
        Set<String> occupied = rows.stream()
                .map(OracleRow::key)
                .filter(IntegrationKey::isComposite)
                .collect(Collectors.toSet());
        Set<UUID> thoughtless = all.values().stream()
                .filter(decision -> !(decision instanceof Problem)
                        && areTexts(decision.before().body()))
                .filter(decision -> claims.get(wanted(decision.before().body())) == 1)
                .filter(decision -> !occupied.contains(wanted(decision.before().body())))
                .map(decision -> decision.before().uuid())
                .collect(Collectors.toSet());

        assertThat(thoughtless).as("seed " + seed).hasSizeGreaterThan(ROWS / 20);
        assertThat(travelled).as("seed " + seed).containsAllEntriesOf(without(all, thoughtless));
        // SQL sees the text of an object too, which is a claim for it: then a row travels that need not.
        assertThat(travelled.keySet())
                .as("seed " + seed)
                .filteredOn(thoughtless::contains)
                .hasSizeLessThan(ROWS / 100);
    }

    /** Up, a row with the new shape is no more read than one that SQL rewrites. */
    private static Map<UUID, Decision> without(Map<UUID, Decision> all, Set<UUID> thoughtless) {
        Map<UUID, Decision> rest = new HashMap<>(all);
        rest.keySet().removeAll(thoughtless);
        rest.values().removeIf(decision -> decision instanceof Unchanged);
        return rest;
    }

    private Map<UUID, Decision> decisions(Direction direction, List<OracleRow> rows, boolean everyRow)
            throws SQLException {
        db.execute("TRUNCATE " + TABLE);
        db.setVersion("public", String.valueOf(direction.fromVersion()));
        new OracleDatabase(db.connect(), TABLE).insert(rows);
        RecordedDecisions recorded = new RecordedDecisions(everyRow);
        db.run(direction).skippingProblems().after(recorded).run();
        return recorded.byUuid();
    }

    /** An object whose fields are absent or say what the key says, which has a name. */
    private static boolean isCompletedByItsKey(Change change) {
        Body body = change.before().body();
        IntegrationKey key = IntegrationKey.parse(change.before().key());
        return body.type() == JsonType.OBJECT
                && change.before().key().matches("(?s)integration:[^:]*:.+")
                && isAbsentOr(key.provider(), body.provider())
                && isAbsentOr(key.name(), body.name())
                && Set.of(ChangeNote.FILLED).containsAll(change.notes());
    }

    private static boolean isAbsentOr(String text, Field field) {
        return field.equals(Field.ABSENT) || field.equals(Field.string(text));
    }

    private static boolean areTexts(Body body) {
        return body.provider().type() == JsonType.STRING
                && (body.name().type() == JsonType.STRING || body.name().type() == JsonType.ABSENT);
    }

    private static String wanted(Body body) {
        String name = body.name().text();
        return new IntegrationKey(body.provider().text(), name == null || name.isEmpty() ? "default" : name).format();
    }
}
