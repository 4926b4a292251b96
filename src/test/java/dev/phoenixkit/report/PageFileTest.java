package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.report.ChildRun.Stall;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Listeners;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import dev.phoenixkit.v114.ChangeNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** When the page is written, and what it may replace. */
@Tag("database")
class PageFileTest {
    private static final String WHOLE = "#cut { display: none; }</style>\n</body>\n</html>\n";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Path page;

    @BeforeEach
    void place() {
        page = folder.resolve("new/up.html");
        db.insert("integration:google:a", "{\"name\": \"other\"}");
    }

    private String text() {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void outcomeIsUnknownBeforeTheCommitAndStandsThereAfterIt() {
        db.up()
                .page(page)
                .after(Listeners.beforeCommit(() -> assertThat(text())
                        .contains("Outcome unknown</h1>", "COMMIT came next", "<ins>&quot;google&quot;</ins>")
                        .endsWith(WHOLE)))
                .before(Listeners.committed(() -> assertThat(text()).contains("Outcome unknown</h1>")))
                .run();

        assertThat(text())
                .contains("Migrated to version 114</h1>")
                .doesNotContain("unknown")
                .endsWith(WHOLE);
    }

    @Test
    void everyEndHasItsWords() {
        db.up().dry().page(page).run();
        assertThat(text())
                .contains(
                        "Dry run: nothing was written</h1>",
                        "1 integration</strong> would be migrated from version 113 to 114");
        db.up().page(page).run();
        db.up().page(page).run();
        assertThat(text()).contains("Nothing to do</h1>", "The schema is at version 114. Nothing was written.");
        db.down().page(page).run();
        assertThat(text())
                .contains(
                        "Rolled back to version 113</h1>",
                        "1 integration</strong> was rolled back from version 114 to 113");
        db.setVersion("100");
        db.up().page(page).fails(RefusedException.class);
        assertThat(text())
                .contains(
                        "Failed, nothing was changed</h1>",
                        "needs version 113 in the schema public, and found version 100");
        db.as(db.user(), "wrong").up().page(page).fails(CannotRunException.class);
        assertThat(text()).contains("Failed, nothing was changed</h1>", "password");
    }

    @Test
    void rehearsalIsShownAsSuchAndWhatTheOperatorHasToKnowIsListed() {
        db.insert("integration:microsoft", "{}");
        db.insert("integration:microsoft:default", "{\"name\": \"default\"}");
        db.up().mode(RunMode.REHEARSAL).page(page).run();

        assertThat(text())
                .contains(
                        "v114-up (rehearsal)</p>",
                        "Rehearsal: all of it was rolled back</h1>",
                        "<h2>To know</h2><p>Groups of connections with the same provider and name. A look-up by name",
                        "<li>&quot;microsoft&quot; &quot;default&quot;: the newer is uuid ");
    }

    @Test
    void committedPageNamesTheReportToKeep() {
        Path report = folder.resolve("up.jsonl");
        db.up().report(report).page(page).run();

        assertThat(text()).contains("Keep <code>" + report + "</code>");
        assertThat(ReportLines.of(report).types()).containsExactly("run", "schema", "row", "prepared", "committed");
    }

    @Test
    void pageNeedsNoRightToKnowTheDatabase() {
        db.execute("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        db.createOwner().up().page(page).run();

        assertThat(text()).contains("Migrated to version 114</h1>", "PostgreSQL ");
    }

    @Test
    void earlierPageIsReplacedWhereItStands() throws IOException {
        db.up().dry().page(page).run();
        Path link = Files.createLink(folder.resolve("other-name.html"), page);
        Path symbolic = Files.createSymbolicLink(folder.resolve("link.html"), page);
        db.up().page(symbolic).run();

        assertThat(link).content().contains("Migrated to version 114</h1>").endsWith(WHOLE);
        assertThat(symbolic).isSymbolicLink();
    }

    @Test
    void anythingElseIsLeftAloneAndRefusedBeforeConnecting() throws IOException {
        Path other = Files.writeString(folder.resolve("other.html"), "<!DOCTYPE html>\n<p>mine");
        assertRefused(other, "Expected: an earlier page of this plugin, or no file yet. Found: another file.");
        assertThat(other).hasContent("<!DOCTYPE html>\n<p>mine");
        assertRefused(
                folder,
                "Expected: a regular file, or none yet. Found: something else, such as a folder, device or pipe.");
        page = folder.resolve("up.html");
        Report otherRun = db.up().page(page).openReport();
        assertRefused(page, "Expected: a file that nobody writes to. Found: another run is writing it.");
        otherRun.close();
        assertThatThrownBy(nowhere().page(other.resolve("up.html"))::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The page cannot be written to " + other.resolve("up.html") + ": ")
                .hasMessageEndingWith(
                        "a run that is to be reported is not made without its page. Give another file by the"
                                + " parameter htmlReport, or make room.");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    private TestRun nowhere() {
        return db.as(db.user(), "wrong").up();
    }

    private void assertRefused(Path file, String why) {
        assertThatThrownBy(nowhere().page(file)::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessage("The page cannot be written to " + file + ", and nothing was changed. " + why
                        + " Next: give another file by the parameter htmlReport.");
    }

    @Test
    void pageThatCannotBeWrittenBeforeTheCommitRollsTheRunBack() {
        Snapshot before = db.snapshot();
        // An interrupted thread loses its files, as with a disk that fails; the connection stays.
        TestRun run = db.up()
                .page(page)
                .before(Listeners.beforeCommit(() -> Thread.currentThread().interrupt()));

        assertThatThrownBy(run::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The page cannot be written to " + page + ": ")
                .hasMessageContaining("Nothing was changed");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @Test
    void pageThatCannotBeFinishedIsAWarning() {
        TestRun run = db.up()
                .page(page)
                .before(Listeners.committed(() -> Thread.currentThread().interrupt()));
        run.run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.warnings())
                .singleElement()
                .asString()
                .startsWith("The page " + page + " could not be finished: ")
                .endsWith(
                        "It says that the outcome is unknown, or that it was not written to its end. Migrated to version"
                                + " 114.");
        assertThat(db.version()).isEqualTo("114");
    }

    @Test
    void longTextsAreCutAndMemoryIsBounded() {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json) SELECT 'integration:p:' || i,"
                + " jsonb_build_object('name', repeat('<', 1000000)) FROM generate_series(1, 60) AS i");
        db.up().page(page).run();

        assertThat(text()).hasSizeLessThan(1_000_000).contains("61</b>integrations migrated");
    }

    @Test
    void everyNoteIsAKindOfRow() {
        assertThat(ChangeNote.values())
                .allSatisfy(note -> assertThat(RowKind.of(note).id()).isNotEmpty());
    }

    @Test
    void runWithoutAPageLoadsNothingOfIt() throws IOException {
        Path classes = folder.resolve("classes");
        try (ChildJvm child = ChildRun.start(
                List.of(),
                "-Xlog:class+load:file=" + classes,
                (Database) db,
                folder.resolve("up.jsonl"),
                Stall.NOWHERE)) {
            assertThat(child.awaitEnd()).isEqualTo("done");
        }

        assertThat(classes)
                .content()
                .contains("dev.phoenixkit.report.ReportFile ")
                .doesNotContain("report.Page ", "report.PageRows ", "report.Html ", "report.RowKind ");
    }
}
