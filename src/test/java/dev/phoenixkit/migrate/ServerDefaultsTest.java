package dev.phoenixkit.migrate;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Stall;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database or a role sets by default for applications does not disturb a migration. */
@Tag("database")
class ServerDefaultsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void insert() {
        db.insert("integration:google:work", "{}", null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatable read", "serializable"})
    void rowsThatAreCommittedJustBeforeTheLockAreMigrated(String isolation) {
        db.execute("ALTER DATABASE " + db.name() + " SET default_transaction_isolation = '" + isolation + "'");
        OpenTransaction application =
                db.begin("INSERT INTO phoenix_kit_settings (key, value_json) VALUES ('integration:late:row', '{}')");
        TestRun run = db.up().start();
        run.awaitWaiting();
        application.commit();

        assertThat(run.join().migrated()).isEqualTo(2);
        assertThat(db.query("SELECT key FROM phoenix_kit_settings WHERE key LIKE 'integration:%'"))
                .isEmpty();
    }

    @Test
    void aRolesOwnTimeoutsDoNotEndTheMigration() {
        Database owner = db.createOwner();
        setting(owner, "statement_timeout");
        setting(owner, "lock_timeout");
        setting(owner, "idle_in_transaction_session_timeout");
        if (!db.query("SELECT name FROM pg_settings WHERE name = 'transaction_timeout'")
                .isEmpty()) {
            setting(owner, "transaction_timeout");
        }
        try (Stall stall = Stall.beforeTheFirstUpdate(db)) {
            TestRun run = owner.up()
                    .underTheLock(ServerDefaultsTest::outlastTheTimeouts)
                    .start();
            stall.awaitReached();
            outlastTheTimeouts();
            stall.release();
            assertThat(run.join().migrated()).isEqualTo(1);
        }
    }

    @Test
    void limitsOnEveryTimeoutEndNothing() throws SQLException {
        Database owner = db.createOwner();
        db.query("SELECT name FROM pg_settings WHERE name LIKE '%\\_timeout' AND context IN ('user', 'superuser')")
                .forEach(timeout -> db.execute("ALTER ROLE " + owner.user() + " SET " + timeout + " = '200ms'"));
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:' || n, '{}' FROM generate_series(1, 199999) n");

        owner.status(new MigrationListener() {});
        assertThat(owner.up().dry().run().migrated()).isEqualTo(200_000);
        assertThat(owner.up().run().migrated()).isEqualTo(200_000);
        assertThat(owner.down().run().migrated()).isEqualTo(200_000);
    }

    @Test
    void aSessionThatTheServerEndsBetweenTwoTriesIsBegunAgain() {
        Database owner = db.createOwner();
        db.execute("ALTER ROLE " + owner.user() + " SET idle_session_timeout = '100ms'");
        OpenTransaction other = db.begin("LOCK TABLE phoenix_kit_settings");
        TestRun run = owner.up().start();
        String session = " FROM pg_stat_activity WHERE usename = '" + owner.user() + "' AND pid > ";
        db.awaitRow("there is a session", "SELECT pid" + session + 0);
        String last = db.query("SELECT coalesce(max(pid), 0)" + session + 0).get(0);
        db.awaitRow("there is another", "SELECT pid" + session + last);
        other.rollback();

        assertThat(run.join().migrated()).isEqualTo(1);
    }

    /** A transaction that is serializable, read-only and deferrable waits until no writer could disturb it. */
    @Test
    void readingWaitsForNoWriter() throws SQLException {
        for (String name : List.of("isolation = 'serializable'", "deferrable = on")) {
            db.execute("ALTER DATABASE " + db.name() + " SET default_transaction_" + name);
        }
        OpenTransaction writer = db.begin("INSERT INTO phoenix_kit_settings (key) VALUES ('other')");

        db.status(new MigrationListener() {});
        assertThat(db.up().dry().run().migrated()).isEqualTo(1);
        writer.rollback();
        assertThat(db.up().run().migrated()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "off, local",
        "local, local",
        "remote_write, remote_write",
        "on, on",
        "remote_apply, remote_apply",
    })
    void commitWaitsForTheDiskAndForWhomItWaitsByDefault(String byDefault, String here) {
        db.execute(
                "ALTER DATABASE " + db.name() + " SET synchronous_commit = " + byDefault,
                "CREATE TABLE seen (setting text)",
                """
                CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO seen SELECT current_setting('synchronous_commit'); RETURN NULL; END $$""",
                "CREATE TRIGGER see AFTER UPDATE ON phoenix_kit_settings EXECUTE FUNCTION see()");
        db.up().run();
        assertThat(db.query("SELECT DISTINCT setting FROM seen")).containsExactly(here);
    }

    @Test
    void whatTheTransactionSetsHoldsInItAndEndsWithIt() {
        db.execute(
                "CREATE TABLE seen (name text, setting text)",
                """
                CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN INSERT INTO seen SELECT name, setting FROM pg_settings; RETURN NULL; END $$""",
                "CREATE TRIGGER see AFTER UPDATE ON phoenix_kit_settings EXECUTE FUNCTION see()");
        db.up().run();
        assertThat(db.query("SELECT DISTINCT name || ' ' || setting FROM seen WHERE name IN ('transaction_isolation',"
                        + " 'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'tcp_keepalives_idle',"
                        + " 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout') ORDER BY 1"))
                .containsExactly(
                        "idle_in_transaction_session_timeout 300000",
                        "lock_timeout 300",
                        "statement_timeout 0",
                        "tcp_keepalives_count 3",
                        "tcp_keepalives_idle 30",
                        "tcp_keepalives_interval 10",
                        "tcp_user_timeout 60000",
                        "transaction_isolation read committed");
        assertThat(db.query("SELECT setting::int FROM seen WHERE name = 'lock_timeout' AND setting::int > 0"))
                .isNotEmpty();
    }

    @Test
    void aDryRunDoesNotWaitForEverForALockThatExcludesEvenReading() {
        OpenTransaction other = db.begin("LOCK TABLE phoenix_kit_settings IN ACCESS EXCLUSIVE MODE");
        assertThat(db.up().dry().lockTimeout(Duration.ofSeconds(1)).fails(LockTimeoutException.class))
                .hasMessage("Another session holds a lock on PhoenixKit's tables, or on one that refers to them, that"
                        + " excludes even reading (ACCESS EXCLUSIVE, as ALTER TABLE takes it), and went on for longer than"
                        + " the time to wait for it. Nothing was changed. Let it finish or end it (pg_terminate_backend),"
                        + " and run again.");
        other.rollback();
    }

    private void setting(Database role, String timeout) {
        db.execute("ALTER ROLE " + role.user() + " SET " + timeout + " = " + TIMEOUT.toMillis());
    }

    /** What is tested is that something lasts longer than a time that is given, so here time is what is waited for. */
    private static void outlastTheTimeouts() {
        long end = System.nanoTime() + TIMEOUT.multipliedBy(3).dividedBy(2).toNanos();
        await("the timeouts are over").until(() -> System.nanoTime() > end);
    }
}
