package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.report.ChildRun.Stall;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.nio.file.Path;
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
    private Path part;
    private Snapshot before;

    @BeforeEach
    void addRows() {
        file = folder.resolve("up.json");
        part = folder.resolve("up.json.part");
        db.insert("integration:google", null, null);
        db.insert("integration:sip:a", "{\"name\": 2.50, \"token\": 1}");
        before = db.snapshot();
    }

    @Test
    void runKilledBeforeItsCommitLeavesAReportThatIsGoodWhereTheRowsMatch() {
        killAt(Stall.BEFORE_COMMIT);

        assertThat(file).doesNotExist();
        assertThat(ReportJson.valid(part).get("outcome").asText()).isEqualTo("unknown");
        assertThat(db.snapshot()).isEqualTo(before);
        // The up was not committed, so there is nothing to take back.
        assertThat(db.down().restore(part).run().isNothingToDo()).isTrue();
        assertThat(db.snapshot()).isEqualTo(before);

        // Another up does the same, so that the rows match.
        db.up().run();
        db.down().restore(part).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void runKilledAfterItsCommitLeavesAReportThatTakesItBack() {
        killAt(Stall.AFTER_COMMIT);

        assertThat(file).doesNotExist();
        assertThat(ReportJson.valid(part).get("outcome").asText()).isEqualTo("unknown");
        assertThat(db.version()).isEqualTo("114");

        db.down().restore(part).run();

        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void runAfterAKilledOneKeepsWhatThatOneLeft() {
        killAt(Stall.AFTER_COMMIT);

        db.up().report(file).run();

        assertThat(ReportJson.valid(file).get("outcome").asText()).isEqualTo("nothing-to-do");
        assertThatThrownBy(db.down().restore(file)::run)
                .hasMessageContaining("its outcome is nothing-to-do")
                .hasMessageContaining("<report>.part.1");
        db.down().restore(folder.resolve("up.json.part.1")).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
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
