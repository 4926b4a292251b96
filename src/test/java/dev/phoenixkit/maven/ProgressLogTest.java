package dev.phoenixkit.maven;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.maven.plugin.logging.SystemStreamLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

/** What a long run says of how far it is, with a clock that ticks fast. */
@Tag("database")
class ProgressLogTest {
    private static final Duration SOON = Duration.ofMillis(5);

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final SystemStreamLog log = new SystemStreamLog() {
        @Override
        public void info(CharSequence line) {
            lines.add(line.toString());
        }
    };

    /** Holds the run at every stage until there is a line about it. */
    private final class Holder implements MigrationListener {
        private final boolean everyRow;
        private final int total;
        private int decided;

        Holder(boolean everyRow, int total) {
            this.everyRow = everyRow;
            this.total = total;
        }

        @Override
        public boolean wantsAllDecisions() {
            return everyRow;
        }

        @Override
        public void counted(SchemaVersion version, RowCounts counts) {
            awaitLine("Working on " + total + " integrations, for 0 s so far");
        }

        @Override
        public void rewritten(long rows) {
            awaitLine(rows + " of " + total + " integrations done, about 0 s to go");
        }

        @Override
        public void decided(Decision decision) {
            decided++;
            if (decided == 2 && everyRow) {
                awaitLine("2 of 4 integrations done, about 0 s to go");
            }
        }

        @Override
        public void beforeCommit(MigrationResult result) {
            awaitLine("All of it is written and verified. Committing, for 0 s so far");
        }
    }

    private void awaitLine(String line) {
        await("a line: " + line).until(() -> lines.contains(line));
    }

    private void insertFour() {
        db.insert("integration:google:a", "{}");
        db.insert("integration:google:b", "{}");
        db.insert("integration:google:c", "{\"name\": \"other\"}");
        db.insert("integration:google:d", null);
        db.insertConnection("{\"provider\": \"google\", \"name\": \"already\"}");
    }

    @Test
    void longRunSaysHowManyRowsAreDoneAndHowLongTheRestTakes() {
        insertFour();
        try (ProgressLog progress = new ProgressLog(log, Optional.of(Direction.UP), SOON)) {
            awaitLine("Connecting, for 0 s so far");
            db.up().before(progress).after(new Holder(true, 4)).run();
        }
        assertThat(db.version()).isEqualTo("114");
    }

    @Test
    void rowsThatAreRewrittenWhereTheyAreCountToo() {
        insertFour();
        // Of fewer all travel anyway.
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json, module) SELECT 'integration:filler:' || n, '{}',"
                + " 'integrations' FROM generate_series(1, 501) AS n");
        try (ProgressLog progress = new ProgressLog(log, Optional.of(Direction.UP), SOON)) {
            db.up().before(progress).after(new Holder(false, 505)).run();
        }
        assertThat(lines).contains("503 of 505 integrations done, about 0 s to go");
    }

    @Test
    void statusSaysHowManyRowsItHasLookedAt() {
        try (ProgressLog progress = new ProgressLog(log, Optional.empty(), SOON)) {
            progress.ready(new ServerInfo(180_001, "18.1", "shop", "deploy", null, Optional.empty(), Optional.empty()));
            awaitLine("Looking at the rows, for 0 s so far: 0 done");
        }
    }

    @Test
    void rowsOfTheNextSchemaAreCountedFromTheBeginning() {
        try (ProgressLog progress = new ProgressLog(log, Optional.of(Direction.UP), SOON)) {
            progress.counted(new SchemaVersion("113"), new RowCounts(2, 2, 0, 0, 0, 0));
            progress.rewritten(2);
            awaitLine("All of 2 integrations are done; the last are being written and verified");
            progress.counted(new SchemaVersion("113"), new RowCounts(3, 3, 0, 0, 0, 0));
            awaitLine("Working on 3 integrations, for 0 s so far");
        }
    }

    /** Who is in the way is told after each try. */
    @Test
    void nothingIsSaidOfRowsWhileTheRunWaitsForItsLocks() {
        OpenTransaction other = db.begin("LOCK TABLE phoenix_kit_settings");
        try (ProgressLog progress = new ProgressLog(log, Optional.of(Direction.UP), SOON)) {
            TestRun run = db.up().before(progress).start();
            run.awaitWaiting();
            run.awaitWaiting();
            assertThat(lines).noneMatch(line -> line.startsWith("Working on"));
            other.rollback();
            run.join();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"UP"})
    @NullSource
    void goalThatWaitsToBeLetInSaysSo(Direction direction) {
        RecordedLog goalLog = new RecordedLog();
        try (TcpProxy proxy = TcpProxy.to(db)) {
            ProxyGate login = proxy.holdAt("user\0");
            ConnectionSettings target = db.through(proxy).settings();
            Fleet.Options options = Fleet.Options.of(List.of("public"), Duration.ZERO);
            Report.Paths none = new Report.Paths(Optional.empty(), Optional.empty());
            CompletableFuture<Void> goal = CompletableFuture.runAsync(() -> {
                if (direction == null) {
                    new StatusGoal(goalLog).run(target, options, false, none);
                } else {
                    new MigrationGoal(goalLog, db.up().request()).run(target, options, none);
                }
            });
            login.awaitReached();
            await("a line of connecting").until(() -> goalLog.text().contains("[INFO] Connecting, for 5 s so far"));
            login.letPass();
            goal.join();
        }
    }

    @Test
    void nothingIsSaidOfAShortRunNorAfterItsEnd() throws InterruptedException {
        insertFour();
        try (ProgressLog ofDays = new ProgressLog(log, Optional.of(Direction.UP), Duration.ofDays(1))) {
            db.up().before(ofDays).run();
        }
        assertThat(lines).isEmpty();
        ProgressLog progress = new ProgressLog(log, Optional.of(Direction.UP), SOON);
        awaitLine("Connecting, for 0 s so far");
        progress.close();
        int said = lines.size();
        Thread.sleep(50);
        assertThat(lines.size()).isLessThanOrEqualTo(said + 1);
    }
}
