package dev.phoenixkit.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Locks that a change of the settings needs elsewhere, once ours are held. */
@Tag("database")
class MissedLockTest {
    private static final String KEY = "integration:google:work";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final List<String> retries = new ArrayList<>();
    private Snapshot before;

    @BeforeEach
    void insert() {
        db.insert(KEY, "{}", null);
        before = db.snapshot();
    }

    @Test
    void aRunThatMissesOneOfAForeignKeyIsTriedAgain() {
        uses("ON UPDATE CASCADE");
        OpenTransaction other = db.begin("SELECT FROM uses FOR UPDATE");
        int pid = other.pid();
        TestRun run = up(other::rollback);

        assertThat(run.run().migrated()).isOne();

        assertThat(retries)
                .hasSize(1)
                .first()
                .asString()
                .matches("It is taken by the foreign key of of public\\.uses\\. In the way: pid " + pid + ", user "
                        + db.user()
                        + ", application phoenixkit-test, idle in transaction, for [0-9:]+, RowShareLock on uses\\.");
        assertThat(db.query("SELECT k FROM uses JOIN phoenix_kit_settings ON key = k WHERE key = uuid::text"))
                .hasSize(1);
    }

    @Test
    void itsReportIsThatOfTheTryThatWasCommitted() {
        uses("ON UPDATE CASCADE");
        OpenTransaction other = db.begin("SELECT FROM uses FOR UPDATE");
        Path report = folder.resolve("up.jsonl");
        up(other::rollback).report(report).run();

        assertThat(report)
                .content()
                .containsPattern("(?s)\"type\":\"run\".*\"type\":\"schema\".*\"type\":\"row\""
                        + ".*\"type\":\"rolledBack\"[^\n]*\"counts\":\\{\"FILLED\":1,\"change\":1\\}[^\n]*\"message\":\"It is taken by the"
                        + ".*\"type\":\"schema\".*\"type\":\"row\".*\"type\":\"prepared\"[^\n]*\"rows\":1,.*\"type\":\"committed\""
                        + "[^\n]*\"counts\":\\{\"FILLED\":1,\"change\":1\\}");
        db.execute("DROP TABLE uses");
        db.down().restore(report).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void afterThreeMoreTriesTheForeignKeyAndWhoIsInTheWayAreNamed() {
        uses("ON UPDATE CASCADE");
        OpenTransaction other = db.begin("UPDATE uses SET k = k");
        TestRun run = up(() -> {});

        assertThat(run.fails(LockTimeoutException.class))
                .hasMessageMatching("A lock on something else than PhoenixKit's tables, which a change of"
                        + " \"public\"\\.phoenix_kit_settings needs, was not free: 4 tries within lockTimeout = 120 s\\. All of"
                        + " it was rolled back, nothing was changed\\. It is taken by the foreign key of of public\\.uses\\."
                        + " In the way: pid " + other.pid()
                        + ", user .*RowExclusiveLock on uses\\. Let what holds it finish"
                        + " or end it \\(pg_terminate_backend\\), and run again\\.");
        assertThat(retries).hasSize(3);
        other.rollback();
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @Test
    void theTimeForAllTriesIsTheLockTimeout() {
        uses("ON UPDATE NO ACTION");
        db.execute("DELETE FROM uses");
        OpenTransaction other = db.begin("LOCK TABLE uses IN EXCLUSIVE MODE");
        assertThat(up(() -> {}).lockTimeout(Duration.ZERO).fails(LockTimeoutException.class))
                .hasMessageContaining("was not free: 1 try within lockTimeout = 0 s")
                .hasMessageContaining("pid " + other.pid())
                .hasMessageContaining("ExclusiveLock on uses");
        assertThat(retries).isEmpty();
        other.rollback();
    }

    @Test
    void theTableThatAColumnRefersToIsNamed() {
        db.execute(
                "CREATE TABLE modules (name varchar(255) PRIMARY KEY)",
                "INSERT INTO modules SELECT DISTINCT module FROM phoenix_kit_settings WHERE module IS NOT NULL",
                "INSERT INTO modules VALUES ('integrations') ON CONFLICT DO NOTHING",
                "ALTER TABLE phoenix_kit_settings ADD CONSTRAINT known FOREIGN KEY (module) REFERENCES modules");
        OpenTransaction other = db.begin("SELECT FROM modules FOR UPDATE");
        assertThat(up(() -> {}).lockTimeout(Duration.ZERO).fails(LockTimeoutException.class))
                .hasMessageContaining(
                        "It is taken by the foreign key known to public.modules. In the way: pid " + other.pid());
        other.rollback();
    }

    @Test
    void theTriggerThatTakesItIsNamed() {
        db.execute(
                "CREATE TABLE log (n int); INSERT INTO log VALUES (0)",
                """
                CREATE FUNCTION log() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN UPDATE log SET n = n + 1; RETURN NEW; END $$""",
                "CREATE TRIGGER logger AFTER UPDATE ON phoenix_kit_settings FOR EACH ROW EXECUTE FUNCTION log()");
        OpenTransaction other = db.begin("UPDATE log SET n = 5");
        assertThat(up(() -> {}).lockTimeout(Duration.ZERO).fails(LockTimeoutException.class))
                .hasMessageContaining("nothing was changed. It is taken by trigger logger. Let what holds it finish");
        other.rollback();
        assertThat(up(() -> {}).run().migrated()).isOne();
        assertThat(db.query("SELECT n FROM log")).containsExactly("1");
    }

    @Test
    void aDeadlockIsTriedAgainToo() {
        // The server finds it before the run's lock_timeout ends the wait.
        db.execute("ALTER DATABASE " + db.name() + " SET deadlock_timeout = '100ms'");
        uses("ON UPDATE CASCADE");
        OpenTransaction other = db.begin("SET LOCAL deadlock_timeout = '1h'", "SELECT FROM uses FOR UPDATE");
        int pid = other.pid();
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        TestRun run = up(() -> {}).underTheLock(() -> {
            if (waiting.isEmpty()) {
                waiting.add(
                        CompletableFuture.runAsync(() -> other.execute("SELECT FROM phoenix_kit_settings FOR UPDATE")));
                db.awaitRow("the other waits", "SELECT pid FROM pg_locks WHERE NOT granted AND pid = " + pid);
            }
        });
        run.start();
        db.awaitRow(
                "the other has its lock",
                "SELECT pid FROM pg_locks WHERE granted AND mode = 'RowShareLock' AND pid = " + pid
                        + " AND relation = 'phoenix_kit_settings'::regclass");
        waiting.get(0).join();
        other.rollback();

        assertThat(run.join().migrated()).isOne();
        assertThat(retries).hasSize(1);
    }

    /** @param onFirstRetry done when the first try has been rolled back */
    private TestRun up(Runnable onFirstRetry) {
        return db.up().after(new MigrationListener() {
            @Override
            public void retrying(String why) {
                if (retries.isEmpty()) {
                    onFirstRetry.run();
                }
                retries.add(why);
            }
        });
    }

    private void uses(String action) {
        db.execute(
                "CREATE TABLE uses (k text CONSTRAINT of REFERENCES phoenix_kit_settings (key) " + action + ")",
                "INSERT INTO uses VALUES ('" + KEY + "')");
    }
}
