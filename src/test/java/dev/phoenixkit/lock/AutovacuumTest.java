package dev.phoenixkit.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.TestRun;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real autovacuum, slowed down so that it would go on for hours, holds the lock. */
@Tag("database")
class AutovacuumTest {
    private static final String CANCELLED = "canceling autovacuum task";

    /** The server tells of every wait that outlasts deadlock_timeout; writers would queue behind this one. */
    private static final String LONG_TRY = "still waiting for ExclusiveLock";

    @ParameterizedTest
    @CsvSource({"postgres, 1s", "owner, 4s"})
    void isGotPast(String user, String deadlockTimeout) {
        try (OwnServer server =
                server().setting("deadlock_timeout", deadlockTimeout).start()) {
            Database database = database(server, "true");
            awaitAutovacuum(database, "");
            String before = server.log();
            assertThat(before).doesNotContain(CANCELLED);
            Database asUser = user.equals("owner") ? database.as(user, "password of the owner") : database;
            TestRun run = asUser.up().lockTimeout(Duration.ofSeconds(60)).start();
            assertThat(run.awaitWaiting())
                    .startsWith("autovacuum, pid ")
                    .contains("ShareUpdateExclusiveLock on phoenix_kit_settings");
            assertThat(run.join().migrated()).isEqualTo(2_000);
            assertThat(server.log()).contains(CANCELLED).doesNotContain(LONG_TRY);
        }
    }

    @Test
    void itsLockIsNotWaitedForWhereThatTakesTooLongAndWritersGoOn() {
        try (OwnServer server = server().setting("deadlock_timeout", "20s").start()) {
            Database database = database(server, "true");
            awaitAutovacuum(database, "");
            List<String> uuids = database.query("SELECT uuid FROM phoenix_kit_settings LIMIT 1");
            try (LiveWriter writer = new LiveWriter(database, uuids, "'integration:live:' || n")) {
                writer.awaitWrites(1);
                long start = System.nanoTime();
                assertThat(database.up().lockTimeout(Duration.ofSeconds(5)).fails(LockTimeoutException.class))
                        .hasMessageMatching(
                                "The locks on .* were not free within lockTimeout = 5 s\\. Nothing was"
                                        + " changed\\. Held by: autovacuum, pid .*\\. Autovacuum gives way to a session that waits"
                                        + " for deadlock_timeout, here 20000 ms, and this run does not wait that long\\. Let it .*");
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                writer.stop();
                Rounds.figure("a lockTimeout of 5 s behind autovacuum took, ms", took.toMillis());
                Rounds.figure(
                        "longest update of a writer beside it, ms",
                        writer.longestUpdate().toMillis());
                assertThat(took).isLessThan(Duration.ofSeconds(15));
                assertThat(writer.longestUpdate()).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @Test
    void oneThatCannotBeCancelledIsNamedAndHoldsUpNoWriter() {
        try (OwnServer server =
                server().setting("autovacuum_freeze_max_age", "100000").start()) {
            // Switched off for the table: then only the one that the server cannot do without comes.
            Database database = database(server, "false");
            database.execute("""
                    CREATE PROCEDURE use_transaction_ids() LANGUAGE plpgsql AS $$ BEGIN
                        FOR i IN 1..101000 LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP; END $$""", "CALL use_transaction_ids()");
            awaitAutovacuum(database, "to prevent wraparound");

            assertThat(database.up().lockTimeout(Duration.ofSeconds(6)).fails(LockTimeoutException.class))
                    .hasMessageContaining("were not free within lockTimeout = 6 s. Nothing was changed. Held by:"
                            + " autovacuum, pid ");
            assertThat(server.log())
                    .contains("still waiting for ShareUpdateExclusiveLock")
                    .doesNotContain(LONG_TRY);
        }
    }

    private static OwnServer.Builder server() {
        return OwnServer.builder().setting("autovacuum_naptime", "1s").setting("log_lock_waits", "on");
    }

    private static Database database(OwnServer server, String enabled) {
        server.maintenance().execute("CREATE ROLE owner LOGIN PASSWORD 'password of the owner'");
        Database database = server.createPhoenixKit("shop");
        database.execute(
                "ALTER TABLE phoenix_kit OWNER TO owner",
                "ALTER TABLE phoenix_kit_settings OWNER TO owner",
                "ALTER TABLE phoenix_kit_settings SET (autovacuum_vacuum_cost_delay = 100, autovacuum_vacuum_cost_limit = 1,"
                        + " autovacuum_vacuum_threshold = 1, autovacuum_vacuum_scale_factor = 0, autovacuum_enabled = "
                        + enabled + ")",
                "INSERT INTO phoenix_kit_settings (key, value_json) SELECT 'integration:google:' || n,"
                        + " jsonb_build_object('filling', repeat('x', 1000)) FROM generate_series(1, 2000) n",
                "UPDATE phoenix_kit_settings SET value = 'x'");
        return database;
    }

    private static void awaitAutovacuum(Database database, String remark) {
        database.awaitRow(
                "autovacuum holds the settings " + remark,
                "SELECT a.pid FROM pg_stat_activity a JOIN pg_locks l USING (pid)"
                        + " WHERE a.backend_type = 'autovacuum worker' AND a.query LIKE '%" + remark + "%'"
                        + " AND l.granted AND l.relation = 'phoenix_kit_settings'::regclass"
                        + " AND l.mode = 'ShareUpdateExclusiveLock'");
    }
}
