package dev.phoenixkit.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that has to wait for others, and others that must not have to wait for it. */
@Tag("database")
class LockWaitTest {
    private static final String TRYING = "SELECT pid FROM pg_locks WHERE NOT granted AND mode = 'ExclusiveLock'"
            + " AND relation = 'phoenix_kit_settings'::regclass";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private String uuid;

    @BeforeEach
    void insert() {
        uuid = db.insert("integration:google:work", "{\"n\": 0}", null);
    }

    @ParameterizedTest
    @CsvSource({
        "phoenix_kit_settings, ROW SHARE, RowShareLock",
        "phoenix_kit_settings, ROW EXCLUSIVE, RowExclusiveLock",
        "phoenix_kit_settings, SHARE UPDATE EXCLUSIVE, ShareUpdateExclusiveLock",
        "phoenix_kit_settings, SHARE, ShareLock",
        "phoenix_kit_settings, ACCESS EXCLUSIVE, AccessExclusiveLock",
        "phoenix_kit, SHARE UPDATE EXCLUSIVE, ShareUpdateExclusiveLock",
        "phoenix_kit, SHARE, ShareLock"
    })
    void aLockHeldForEverFailsTheRunAndNamesWhoHoldsIt(String table, String mode, String shown) {
        Snapshot before = db.snapshot();
        OpenTransaction other = lock(table, mode);
        int pid = other.pid();

        assertThat(db.up().lockTimeout(Duration.ofSeconds(1)).fails(LockTimeoutException.class))
                .hasMessageMatching("The locks on \"public\"\\.phoenix_kit_settings \\(EXCLUSIVE\\) and"
                        + " \"public\"\\.phoenix_kit \\(SHARE UPDATE EXCLUSIVE\\) were not free within lockTimeout = 1"
                        + " s\\. Nothing was changed\\. Held by: pid " + pid + ", user " + db.user()
                        + ", application phoenixkit-test, idle in transaction, for \\d\\d:\\d\\d:\\d\\d, " + shown
                        + " on " + table + "\\. Let it finish or end it \\(pg_terminate_backend\\), or raise"
                        + " lockTimeout, and run again\\.");
        other.rollback();
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @Test
    void anOrdinaryRoleIsToldWhatItMaySee() {
        Database owner = db.createOwner();
        OpenTransaction other = lock("phoenix_kit_settings", "SHARE");

        assertThat(owner.up().lockTimeout(Duration.ZERO).fails(LockTimeoutException.class))
                .hasMessageContaining("Held by: pid " + other.pid() + ", user " + db.user()
                        + ", application phoenixkit-test, state not visible to this role, ShareLock on"
                        + " phoenix_kit_settings. Let");
    }

    @Test
    void allHoldersAreNamed() {
        OpenTransaction one = lock("phoenix_kit_settings", "ROW SHARE");
        OpenTransaction two = lock("phoenix_kit_settings", "ROW EXCLUSIVE");
        OpenTransaction three = lock("phoenix_kit", "SHARE");
        assertThatThrownBy(db.up().lockTimeout(Duration.ZERO)::run)
                .hasMessageContainingAll("pid " + one.pid(), "pid " + two.pid(), "pid " + three.pid());
    }

    @Test
    void whoWaitsAheadOfTheRunIsNamedWhereNobodyHoldsALockInItsWay() {
        // A dump reads for hours, an ALTER TABLE waits for it, and everybody else waits for the ALTER TABLE.
        OpenTransaction reader = lock("phoenix_kit_settings", "ACCESS SHARE");
        OpenTransaction waiting = db.begin();
        int pid = waiting.pid();
        CompletableFuture<Void> alter = CompletableFuture.runAsync(
                () -> waiting.execute("LOCK TABLE phoenix_kit_settings IN ACCESS EXCLUSIVE MODE"));
        db.awaitRow("the ALTER TABLE waits", "SELECT pid FROM pg_locks WHERE NOT granted AND pid = " + pid);

        assertThatThrownBy(db.up().lockTimeout(Duration.ZERO)::run)
                .hasMessageContaining("pid " + pid)
                .hasMessageContaining("waits for AccessExclusiveLock on phoenix_kit_settings");
        reader.rollback();
        alter.join();
    }

    @Test
    void writersGetThroughBesideAWaitingRun() {
        OpenTransaction other = lock("phoenix_kit_settings", "ROW EXCLUSIVE");
        TestRun run = db.up().start();
        List<Duration> writes = new ArrayList<>();
        for (int tries = 0; tries < 3; tries++) {
            run.awaitWaiting();
            for (int i = 0; i < 20; i++) {
                writes.add(write(writes.size() + 1));
            }
        }
        assertThat(run.isDone()).isFalse();
        other.rollback();

        assertThat(run.join().migrated()).isEqualTo(1);
        assertThat(db.snapshot().row(uuid)).containsEntry("key", uuid);
        assertThat(db.query("SELECT value_json ->> 'n' FROM phoenix_kit_settings WHERE uuid = '" + uuid + "'"))
                .containsExactly("60");
        Rounds.figure(
                "longest of 60 writes beside a run that waits for its locks, ms",
                Collections.max(writes).toMillis());
    }

    @Test
    void anApplicationThatUpdatesTheRowItHasLockedIsNotInADeadlock() {
        OpenTransaction application =
                db.begin("SELECT key FROM phoenix_kit_settings WHERE uuid = '" + uuid + "' FOR UPDATE");
        TestRun run = db.up().start();
        db.awaitRow("the run tries for its lock", TRYING);

        application.execute("UPDATE phoenix_kit_settings SET value_json = '{\"n\": 7}' WHERE uuid = '" + uuid + "'");
        run.awaitWaiting();
        application.execute("UPDATE phoenix_kit_settings SET value_json = '{\"n\": 8}' WHERE uuid = '" + uuid + "'");
        application.commit();

        assertThat(run.join().migrated()).isEqualTo(1);
        assertThat(db.snapshot().row(uuid).get("value_json")).contains("\"n\": 8");
    }

    @Test
    void nothingIsHeldWhileTheVersionTableIsWaitedFor() {
        lock("phoenix_kit", "SHARE UPDATE EXCLUSIVE");
        TestRun run = db.up().lockTimeout(Duration.ofSeconds(3)).start();
        String held = "SELECT pid FROM pg_locks w JOIN pg_locks h USING (pid) WHERE NOT w.granted AND h.granted"
                + " AND h.mode = 'ExclusiveLock' AND h.relation = 'phoenix_kit_settings'::regclass";
        List<String> seen = new ArrayList<>();
        while (!run.isDone()) {
            seen.addAll(db.query(held));
        }
        assertThatThrownBy(run::join).hasMessageContaining("ShareUpdateExclusiveLock on phoenix_kit.");
        assertThat(seen).isEmpty();
    }

    @Test
    void aVersionThatAnotherMigratorIsAboutToCommitIsNotOverwritten() {
        db.setVersion("114");
        OpenTransaction migrator = db.begin("COMMENT ON TABLE phoenix_kit IS '115'");
        TestRun run = db.down().start();
        assertThat(run.awaitWaiting()).contains("ShareUpdateExclusiveLock on phoenix_kit");
        Snapshot before = db.snapshot();
        migrator.commit();
        assertThat(run.fails(RefusedException.class))
                .hasMessageContaining("v114-down needs version 114 in the schema public, and found version 115")
                .hasMessageContaining("Later migrations must be rolled back first");
        assertThat(db.version()).isEqualTo("115");
        assertThat(db.snapshot().rows()).isEqualTo(before.rows());
    }

    @Test
    void ofTwoRunsAtOnceOneMigratesAndTheOtherFindsNothingToDo() {
        OpenTransaction other = lock("phoenix_kit_settings", "ROW SHARE");
        TestRun one = db.up().start();
        TestRun two = db.up().start();
        one.awaitWaiting();
        two.awaitWaiting();
        other.rollback();
        assertThat(List.of(one.join().migrated(), two.join().migrated())).containsExactlyInAnyOrder(1L, 0L);
        assertThat(List.of(one.join().isNothingToDo(), two.join().isNothingToDo()))
                .containsExactlyInAnyOrder(true, false);
        assertThat(db.version()).isEqualTo("114");
    }

    private OpenTransaction lock(String table, String mode) {
        return db.begin("LOCK TABLE " + table + " IN " + mode + " MODE");
    }

    private Duration write(int n) {
        long start = System.nanoTime();
        db.execute("UPDATE phoenix_kit_settings SET value_json = '{\"n\": " + n + "}' WHERE uuid = '" + uuid + "'");
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
