package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a dry run, a report and a restore look like in the log. */
@Tag("database")
class MigrationGoalTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final RecordedLog log = new RecordedLog();
    private Path report;

    @BeforeEach
    void placeReport() {
        report = folder.resolve("up.json");
    }

    @Test
    void dryRunOfUpShowsATableOfWhatWouldChangeAndWhy() {
        String drifted = db.insert("integration:google:work", "{\"provider\": \"google\", \"name\": \"Work\"}");
        String filled = db.insert("integration:openrouter", "{\"name\": 2.50}");
        String usual = db.insert("integration:google:a", "{\"provider\": \"google\", \"name\": \"a\"}");

        run(db.up().dry(), null);

        assertThat(log.lines().subList(2, log.lines().size()))
                .containsExactly(
                        "[INFO] " + found("113", "70 settings", "3 integrations to migrate"),
                        "[INFO]   uuid                                  key                        becomes"
                                + "                                 provider      name    what else",
                        "[INFO]   " + drifted + "  \"integration:google:work\"  \"" + drifted
                                + "\"  \"google\"      \"Work\""
                                + "  the key says \"google\" \"work\", the body's stays",
                        "[INFO]   " + filled + "  \"integration:openrouter\"   \"" + filled
                                + "\"  \"openrouter\"  \"2.50\""
                                + "  provider filled from the key; name (a number) turned into text; the key says"
                                + " \"openrouter\" \"default\", the body's stays",
                        "[INFO]   " + usual + "  \"integration:google:a\"     \"" + usual + "\"  \"google\"      \"a\"",
                        "[INFO] 2 integrations had another provider or name in the body than in the key; applications at"
                                + " version 114 show the body's:",
                        "[INFO]   \"google\" \"work\" will show as \"google\" \"Work\", uuid " + drifted,
                        "[INFO]   \"openrouter\" \"default\" will show as \"openrouter\" \"2.50\", uuid " + filled,
                        "[INFO] Dry run: 3 integrations would change (1 filled from the key, 1 with a number or boolean turned"
                                + " into text, 2 with another name in the body than in the key); 0 problem rows. Nothing was"
                                + " written, nothing was locked.");
    }

    private String found(String version, String settings, String integrations) {
        return "Found version " + version + " and " + settings + ", among them " + integrations;
    }

    @Test
    void dryRunOfDownShowsWhatWouldBeRenamed() {
        db.setVersion("114");
        db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        String second = db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        String name = "a-" + second.substring(24, 32);

        run(db.down().dry(), null);

        assertThat(log.text())
                .contains("  " + second + "  \"" + second + "\"  \"integration:google:" + name + "\"  \"google\"  \""
                        + name + "\"  renamed from \"a\", whose key \"integration:google:a\" is taken")
                .contains("Dry run: 2 integrations would change (1 renamed); 0 problem rows.");
    }

    @Test
    void dryRunOfManyRowsShowsFiftyAndTheTotals() {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:n' || i, '{}' FROM generate_series(1, 120) AS i");

        run(db.up().dry(), null);

        assertThat(log.lines())
                .filteredOn(line -> line.contains("filled from the key") && line.contains("\"integration:"))
                .hasSize(50);
        assertThat(log.text())
                .contains("[INFO]   … and 70 more; a report lists all of them")
                .contains("Dry run: 120 integrations would change (120 filled from the key); 0 problem rows.");
    }

    @Test
    void dryRunWithProblemRowsShowsEverythingAndFails() {
        String problem = db.insert("integration:google:p", "[]");
        String fine = db.insert("integration:google:a", "{}");

        assertThatThrownBy(() -> run(db.up().dry(), report))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(
                        "1 of 2 integration rows cannot be migrated to version 114. Nothing was changed.")
                .hasMessageContaining(problem);

        assertThat(log.text())
                .contains(fine + "  \"integration:google:a\"")
                .contains("Dry run: 1 integration would change (1 filled from the key); 1 problem row.");
        assertThat(log.lines()).last().isEqualTo("[INFO] Report: " + report);
    }

    @Test
    void dryRunOfNothingToDoSaysSo() {
        db.setVersion("114");

        run(db.up().dry(), null);

        assertThat(log.lines())
                .last()
                .asString()
                .startsWith("[INFO] Nothing to do: the schema public is at version 114.");
    }

    @Test
    void runWithAReportNamesItAndRemindsOfTheRestartLast() {
        db.insert("integration:google:a", "{}");

        run(db.up(), report);

        assertThat(log.lines()).contains("[INFO] Report: " + report);
        assertThat(log.lines()).last().asString().startsWith("[INFO] Restart the application's nodes now");
        assertThat(report).exists();
    }

    @Test
    void reportThatIsMovedAsideIsNamed() throws IOException {
        Files.writeString(report, "old");

        run(db.up(), report);

        assertThat(log.lines())
                .containsSubsequence(
                        "[INFO] An earlier report was in the way; it is kept as " + folder.resolve("up.json.1"),
                        "[INFO] Report: " + report);
        assertThat(folder.resolve("up.json.1")).hasContent("old");
    }

    @Test
    void failedRunNamesItsReport() {
        db.setVersion("100");

        assertThatThrownBy(() -> run(db.up(), report)).isInstanceOf(RefusedException.class);

        assertThat(log.lines()).last().isEqualTo("[INFO] Report: " + report);
        assertThat(report).content().contains("\"outcome\":\"failed\"");
    }

    @Test
    void reportThatCannotBeBegunIsAFailureBeforeAnythingElse() {
        assertThatThrownBy(() -> run(db.up(), folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("it is a directory");
        assertThat(log.lines()).hasSize(1);
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void reportWhoseFolderMovesAwayIsToldOfAndHidesNeitherFailureNorSuccess() throws IOException {
        String problem = db.insert("integration:google:p", "[]");
        Path folderThatMoves = Files.createDirectory(folder.resolve("reports"));
        RecordedLog moving = new RecordedLog() {
            @Override
            public void info(CharSequence content) {
                super.info(content);
                if (content.toString().startsWith("Found version")) {
                    move(folderThatMoves, folder.resolve("moved" + lines().size()));
                }
            }
        };
        Path file = folderThatMoves.resolve("up.json");
        String warning =
                "[WARNING] The report of this run is not in its place; if it was completed, it is " + file + ".part";

        assertThatThrownBy(() -> run(db.up(), file, moving))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(problem);
        assertThat(moving.lines()).last().isEqualTo(warning);
        assertThat(db.version()).isEqualTo("113");

        db.execute("DELETE FROM phoenix_kit_settings WHERE uuid = '" + problem + "'");
        assertThatThrownBy(() -> run(db.up(), file, moving))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith(
                        "The migration is committed, but its report could not be put in its place " + file);
        assertThat(moving.lines()).last().isEqualTo(warning);
        assertThat(db.version()).isEqualTo("114");
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void restoreTellsWhatCameBackAndWhatDidNot() {
        db.insert("integration:google:same", "{}");
        db.insert("integration:google", null);
        String renamed = db.insert("integration:google:renamed", "{}");
        String deleted = db.insert("integration:google:deleted", "{}");
        run(db.up(), report);
        db.execute("UPDATE phoenix_kit_settings SET value_json = value_json || '{\"name\": \"new\"}' WHERE uuid = '"
                + renamed + "'");
        db.execute("DELETE FROM phoenix_kit_settings WHERE uuid = '" + deleted + "'");
        db.insertConnection("{\"provider\": \"google\", \"name\": \"added\"}");
        run(db.down().restore(report), null);

        assertThat(log.text())
                .contains("[INFO] Integrations in the report " + report + ": 4. As they were before that up: 2. By the"
                        + " ordinary rule, since they were changed or their key was taken: 1. No longer there, or problem"
                        + " rows: 1.")
                .contains("[INFO] Rolled back 4 integrations (2 restored from the report): version 114 is now 113.");
    }

    private void run(TestRun run, Path reportFile) {
        run(run, reportFile, log);
    }

    private void run(TestRun run, Path reportFile, Log to) {
        new MigrationGoal(to).run(db.settings(), run.request(), Optional.ofNullable(reportFile));
    }
}
