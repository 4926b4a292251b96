package dev.phoenixkit.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.OracleRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.IntegrationKey;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Reason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The groups that SQL finds are those that the rules make of the same rows, whether rows travel or not. */
@Tag("database")
class RowFindingsTest {
    private static final String TABLE = "public.phoenix_kit_settings";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsThatShareProviderAndNameAreFoundTheNewestFirst(long seed) throws SQLException {
        // Of few rows all travel, and of many those that SQL cannot rewrite.
        int size = seed % 2 == 0 ? 500 : 1_500;
        for (Direction direction : Direction.values()) {
            List<OracleRow> rows = RandomRows.rows(
                    direction == Direction.UP ? RandomRows.up(seed, size) : RandomRows.down(seed, size));
            db.execute("TRUNCATE " + TABLE);
            new OracleDatabase(db.connect(), TABLE).insert(rows);
            db.setVersion("113");
            RecordedDecisions all = new RecordedDecisions(true);
            db.up().dry().skippingProblems().after(all).run();
            Collection<List<UUID>> expected = groups(all.byUuid());
            db.setVersion(String.valueOf(direction.fromVersion()));

            for (RunMode mode : List.of(RunMode.DRY_RUN, RunMode.REHEARSAL)) {
                TestRun run = db.run(direction).mode(mode).skippingProblems();
                run.run();
                assertThat(run.findings(Kind.TWINS))
                        .as("seed %d, %s, %s", seed, direction, mode)
                        .extracting(Finding::uuids)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
            assertThat(expected).as("seed %d, %s", seed, direction).hasSizeGreaterThan(2);
        }
    }

    private Collection<List<UUID>> groups(Map<UUID, Decision> decisions) {
        Map<IntegrationKey, List<UUID>> groups = new HashMap<>();
        for (String uuid : db.query("SELECT uuid FROM " + TABLE + " ORDER BY date_updated DESC, uuid")) {
            Decision decision = decisions.get(UUID.fromString(uuid));
            // Such a row stays, under the name that it has.
            boolean named = !(decision instanceof Problem problem) || problem.reason() == Reason.UUID_KEY_TAKEN;
            IntegrationKey name = decision == null || !named ? null : name(decision);
            if (name != null) {
                groups.computeIfAbsent(name, shared -> new ArrayList<>()).add(UUID.fromString(uuid));
            }
        }
        // No more than a hundred of a group are named.
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> group.subList(0, Math.min(100, group.size())))
                .toList();
    }

    private static IntegrationKey name(Decision decision) {
        Body body = decision.after().body();
        String key = decision.before().key();
        IntegrationKey old =
                IntegrationKey.isComposite(key) ? IntegrationKey.parse(key) : new IntegrationKey("", "default");
        String provider = textOr(body.provider(), old.provider());
        String name = textOr(body.name(), old.name());
        return provider == null || provider.isEmpty() || name == null ? null : new IntegrationKey(provider, name);
    }

    /** Null for what is no text. */
    private static String textOr(Field field, String other) {
        if (field.type() == JsonType.OBJECT || field.type() == JsonType.ARRAY) {
            return null;
        }
        return field.text() == null || field.text().isEmpty() ? other : field.text();
    }
}
