package dev.phoenixkit.report;

import static dev.phoenixkit.testing.Listeners.beforeCommit;
import static dev.phoenixkit.testing.Listeners.committed;
import static dev.phoenixkit.testing.Listeners.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Reports that cannot be written, or not be put in their place. */
@Tag("database")
class ReportFaultTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Path file;
    private Snapshot before;

    @BeforeEach
    void addRow() {
        file = folder.resolve("up.json");
        db.insert("integration:google", "{}", null);
        before = db.snapshot();
    }

    @Test
    void reportThatCannotBeBegunKeepsTheRunFromConnecting() throws IOException {
        Path noFolder = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(db.as(db.user(), "wrong").up().report(noFolder.resolve("sub/up.json"))::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The report cannot be written to " + noFolder.resolve("sub/up.json") + ": ")
                .hasMessageContaining("Nothing was changed")
                .hasMessageContaining("Give another file by the parameter report, or make room.");
        assertNothingChanged();
    }

    @Test
    void reportThatIsADirectoryIsRefused() {
        assertThatThrownBy(db.up().report(folder)::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("it is a directory");
        assertNothingChanged();
    }

    @Test
    void reportThatCannotBeCompletedKeepsTheRunFromCommitting() {
        // An interrupted thread closes the file under the writer, as a failing disk would.
        MigrationListener interrupting = beforeCommit(Thread.currentThread()::interrupt);

        assertThatThrownBy(db.up().before(interrupting).report(file)::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The report cannot be written to " + file)
                .hasMessageContaining("Nothing was changed");

        assertThat(Thread.interrupted()).isTrue();
        assertNothingChanged();
        assertThat(folder.resolve("up.json.part")).doesNotExist();
    }

    @Test
    void reportThatCannotBePutInPlaceAfterTheCommitSaysThatItIsCommitted() {
        Path lost = folder.resolve("lost/up.json");
        MigrationListener moving = committed(
                () -> lost.getParent().toFile().renameTo(folder.resolve("found").toFile()));

        assertThatThrownBy(db.up().before(moving).report(lost)::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith(
                        "The migration is committed, but its report could not be put in its place " + lost)
                .hasMessageContaining("It is complete in " + lost + ".part, where it serves to restore as well.")
                .hasMessageEndingWith("Restart the application's nodes now.")
                .hasMessageNotContaining("Nothing was changed");
        assertThat(db.version()).isEqualTo("114");
        Path found = folder.resolve("found/up.json.part");
        assertThat(ReportJson.valid(found).get("outcome").asText()).isEqualTo("committed");
        db.down().restore(found).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void reportOfACommittedRunNeverBecomesThatOfAFailedOne() {
        MigrationListener breaking = committed(failing(new CannotRunException("after the commit")));

        assertThatThrownBy(db.up().report(file).after(breaking)::run).hasMessage("after the commit");

        assertThat(ReportJson.valid(file).get("outcome").asText()).isEqualTo("committed");
        assertThat(db.version()).isEqualTo("114");
    }

    @Test
    void reportThatNobodyGotRoundToFinishIsUnknownAndNotFailed() {
        MigrationListener breaking = committed(failing(new IllegalStateException("before the report")));

        assertThatThrownBy(db.up().before(breaking).report(file)::run).hasMessage("before the report");

        assertThat(ReportJson.valid(file).get("outcome").asText()).isEqualTo("unknown");
        db.down().restore(file).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void noFileStaysOpenWhateverHappens() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        assumeThat(handles).as("only Linux shows a process's open files").isDirectory();

        reportThatCannotBeBegunKeepsTheRunFromConnecting();
        reportThatCannotBeCompletedKeepsTheRunFromCommitting();
        assertThatThrownBy(db.as(db.user(), "wrong").up().report(file)::run).isInstanceOf(CannotRunException.class);
        reportOfACommittedRunNeverBecomesThatOfAFailedOne();
        Files.writeString(folder.resolve("broken.json"), "{");
        assertThatThrownBy(() -> ReportReader.read(folder.resolve("broken.json")))
                .isInstanceOf(CannotRunException.class);
        assertThatThrownBy(() -> ReportReader.read(folder)).isInstanceOf(CannotRunException.class);
        ReportReader.read(file);

        assertThat(openFiles(handles)).isNotEmpty().noneMatch(open -> open.startsWith(folder.toString()));
    }

    private static List<String> openFiles(Path handles) throws IOException {
        try (Stream<Path> all = Files.list(handles)) {
            return all.map(ReportFaultTest::target).toList();
        }
    }

    /** A handle can be gone by the time it is looked at, the one on the list itself for instance. */
    private static String target(Path handle) {
        try {
            return Files.readSymbolicLink(handle).toString();
        } catch (IOException e) {
            return "closed";
        }
    }

    private void assertNothingChanged() {
        assertThat(db.snapshot()).isEqualTo(before);
    }
}
