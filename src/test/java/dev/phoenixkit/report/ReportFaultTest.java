package dev.phoenixkit.report;

import static dev.phoenixkit.testing.Listeners.beforeCommit;
import static dev.phoenixkit.testing.Listeners.committed;
import static dev.phoenixkit.testing.Listeners.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
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

/** Reports that cannot be written, or not to their end. */
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
                .hasMessageContaining("Found: something else, such as a folder");
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
        assertThat(ReportLines.of(file).types()).containsExactly("run");
    }

    @Test
    void lastLineThatCannotBeWrittenIsToldOfAndTheRunSucceeds() {
        TestRun run = db.up()
                .before(committed(() -> Thread.currentThread().interrupt()))
                .report(file);

        assertThat(run.run().migrated()).isEqualTo(1);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.warnings())
                .singleElement(STRING)
                .startsWith("The migration is committed, but the last line of its report " + file
                        + " could not be written: java.nio.channels.ClosedByInterruptException")
                .endsWith(". All that restore needs is there.");
        assertThat(db.version()).isEqualTo("114");
        assertThat(ReportLines.of(file).outcome()).isEqualTo("prepared");
        db.down().restore(file).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void reportThatIsMovedMeanwhileIsWrittenToItsEnd() {
        Path moved = folder.resolve("moved.json");
        db.up()
                .before(committed(() -> file.toFile().renameTo(moved.toFile())))
                .report(file)
                .run();

        assertThat(file).doesNotExist();
        assertThat(ReportLines.of(moved).outcome()).isEqualTo("committed");
    }

    @Test
    void reportOfAnotherDatabaseAtThisAddressIsLeftAsItIs() throws IOException {
        db.up().dry().report(file).run();
        Files.writeString(file, ReportLines.text(file).replaceAll("(\"databaseOid\"):\\d+", "$1:1"));
        String earlier = ReportLines.text(file);

        assertThatThrownBy(db.up().report(file)::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The report cannot be written to " + file
                        + ", and nothing was changed. Expected: a" + " report of the database systemIdentifier ")
                .hasMessageContaining(", databaseOid 1, which had the same address and name. Next: give another file");
        assertNothingChanged();
        assertThat(ReportLines.text(file)).startsWith(earlier);
        assertThat(ReportLines.of(file).all("schema")).hasSize(1);
        assertThat(ReportLines.of(file).outcome()).isEqualTo("failed");
    }

    @Test
    void reportOfACommittedRunNeverBecomesThatOfAFailedOne() {
        MigrationListener breaking = committed(failing(new CannotRunException("after the commit")));

        assertThatThrownBy(db.up().report(file).after(breaking)::run).hasMessage("after the commit");

        assertThat(ReportLines.of(file).outcome()).isEqualTo("committed");
        assertThat(db.version()).isEqualTo("114");
    }

    @Test
    void reportThatNobodyGotRoundToFinishIsUnknownAndNotFailed() {
        MigrationListener breaking = committed(failing(new IllegalStateException("before the report")));

        assertThatThrownBy(db.up().before(breaking).report(file)::run).hasMessage("before the report");

        assertThat(ReportLines.of(file).outcome()).isEqualTo("prepared");
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
        assertThatThrownBy(db.up().report(folder.resolve("broken.json"))::run).isInstanceOf(CannotRunException.class);
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
