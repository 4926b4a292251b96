package dev.phoenixkit.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The application writes on while the migration runs. */
@Tag("database")
class LiveWriterTest {
    private static final String INTEGRATIONS =
            "SELECT uuid::text FROM phoenix_kit_settings" + " WHERE key LIKE 'integration:%' OR key = uuid::text";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private String lockedAt;

    @BeforeEach
    void insert() {
        for (int n = 0; n < 30; n++) {
            db.insert("integration:google:" + n, n % 2 == 0 ? "{}" : "{\"name\": \"x\"}", null);
        }
    }

    @Test
    void upLosesNoUpdateAndLeavesNoRowBehindThatWasCommittedBeforeTheLock() {
        migrateBeside(db.up(), "'integration:live:' || n", "key LIKE 'integration:%'");
    }

    @Test
    void downLosesNoUpdateAndLeavesNoRowBehindThatWasCommittedBeforeTheLock() {
        db.up().run();
        migrateBeside(db.down(), "u::text", "key = uuid::text");
    }

    private void migrateBeside(TestRun run, String key, String oldShape) {
        List<String> uuids = db.query(INTEGRATIONS);
        Map<String, Integer> acknowledged;
        try (LiveWriter writer = new LiveWriter(db, uuids, key)) {
            writer.awaitWrites(40);
            long migrated = run.underTheLock(this::seeTheWriterWait).run().migrated();
            assertThat(migrated).isGreaterThanOrEqualTo(30 + 20);
            writer.awaitWrites(40);
            acknowledged = writer.stop();
            Rounds.figure(
                    "longest update of a live writer during " + (key.startsWith("u") ? "down" : "up") + ", ms",
                    writer.longestUpdate().toMillis());
        }

        Map<String, Integer> found = new HashMap<>();
        db.query("SELECT uuid || ' ' || (value_json ->> 'token') FROM phoenix_kit_settings"
                        + " WHERE value_json ? 'token' AND module = 'integrations'")
                .forEach(row -> found.put(row.split(" ")[0], Integer.valueOf(row.split(" ")[1])));
        assertThat(found).isEqualTo(acknowledged);
        assertThat(db.query("SELECT key FROM phoenix_kit_settings WHERE " + oldShape + " AND date_added < '" + lockedAt
                        + "'"))
                .isEmpty();
        // What was written after the migration, as the writer knows no better, is there to be seen.
        assertThat(db.query("SELECT key FROM phoenix_kit_settings WHERE " + oldShape))
                .isNotEmpty();
    }

    private void seeTheWriterWait() {
        lockedAt = db.query("SELECT clock_timestamp()").get(0);
        db.awaitRow(
                "the writer waits for the migration",
                "SELECT pid FROM pg_locks WHERE NOT granted AND mode = 'RowExclusiveLock'"
                        + " AND relation = 'phoenix_kit_settings'::regclass");
    }
}
