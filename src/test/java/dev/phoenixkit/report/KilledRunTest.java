package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.report.ChildRun.Stall;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a run leaves that is killed around its commit, and what a down with {@code restore} makes of it. */
@Tag("database")
class KilledRunTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Path file;
    private Snapshot before;

    @BeforeEach
    void addRows() {
        file = folder.resolve("up.json");
        db.insert("integration:google", null, null);
        db.insert("integration:sip:a", "{\"name\": 2.50, \"token\": 1}");
        before = db.snapshot();
    }

    @Test
    void runKilledBeforeItsCommitLeavesAReportThatIsGoodWhereTheRowsMatch() {
        killAt(Stall.BEFORE_COMMIT);

        assertThat(ReportLines.of(file).outcome()).isEqualTo("prepared");
        assertThat(db.snapshot()).isEqualTo(before);
        // The up was not committed, so there is nothing to take back.
        assertThat(db.down().restore(file).run().isNothingToDo()).isTrue();
        assertThat(db.snapshot()).isEqualTo(before);

        // Another up does the same, so that the rows match.
        db.up().run();
        db.down().restore(file).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void runKilledAfterItsCommitLeavesAReportThatTakesItBack() {
        killAt(Stall.AFTER_COMMIT);

        assertThat(ReportLines.of(file).outcome()).isEqualTo("prepared");
        assertThat(db.version()).isEqualTo("114");

        db.down().restore(file).run();

        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void runAfterAKilledOneGoesOnWithWhatThatOneLeft() {
        killAt(Stall.AFTER_COMMIT);

        db.up().report(file).run();

        assertThat(ReportLines.of(file).outcome()).isEqualTo("nothingToDo");
        db.down().restore(file).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void upThatNoRowShowsToBeCommittedIsNotRestored() {
        killAt(Stall.BEFORE_COMMIT);
        db.setVersion("114");
        String other = db.insertConnection("{\"provider\": \"google\", \"name\": \"b\"}");
        Snapshot found = db.snapshot();

        for (boolean dry : List.of(true, false)) {
            TestRun down = db.down().restore(file);
            assertThatThrownBy((dry ? down.dry() : down)::run)
                    .isInstanceOf(RefusedException.class)
                    .hasMessage(
                            "The report " + file + " ends without the outcome of its v114-up, and the rows do not show"
                                    + " that it was committed. Nothing was changed. Expected: a row that is as that up leaves it."
                                    + " Found: none. Next: give the report of the up that was committed, or leave out restore:"
                                    + " then down goes by the ordinary rule.");
        }
        assertThat(db.snapshot()).isEqualTo(found);
        db.down().run();
        assertThat(db.snapshot().row(other)).containsEntry("key", "integration:google:b");
    }

    @Test
    void oneRowThatIsAsAnUpLeavesItShowsThatItWasCommitted() {
        killAt(Stall.AFTER_COMMIT);
        String changed = db.query("SELECT uuid FROM phoenix_kit_settings WHERE value_json ->> 'provider' = 'google'")
                .get(0);
        db.execute("UPDATE phoenix_kit_settings SET value_json = value_json || '{\"name\": \"new\"}' WHERE uuid = '"
                + changed + "'");

        db.down().restore(file).run();

        assertThat(db.snapshot().row(changed)).containsEntry("key", "integration:google:new");
    }

    private void killAt(Stall stall) {
        try (ChildJvm child = ChildRun.start(db, file, stall)) {
            assertThat(child.readLine()).isEqualTo(ChildRun.STALLED);
        }
        db.awaitNoRow(
                "the server has noticed",
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'phoenixkit-maven-plugin'");
    }
}
