package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.maven.plugin.logging.Log;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
                        "[INFO]   uuid                                  key                        provider      name"
                                + "    what else",
                        "[INFO]   " + drifted + "  \"integration:google:work\"  \"google\"      \"Work\""
                                + "  the key says \"google\" \"work\", the body's stays",
                        "[INFO]   " + filled + "  \"integration:openrouter\"   \"openrouter\"  \"2.50\""
                                + "  provider filled from the key; name (a number) turned into text; the key says"
                                + " \"openrouter\" \"default\", the body's stays",
                        "[INFO]   " + usual + "  \"integration:google:a\"     \"google\"      \"a\"",
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
                .contains("  " + second + "  \"integration:google:" + name + "\"  \"google\"  \"" + name
                        + "\"  renamed from \"a\", whose key \"integration:google:a\" is taken")
                .contains("Dry run: 2 integrations would change (1 renamed); 0 problem rows.");
    }

    @Test
    void connectionWithoutANameIsToldAsSuchWhereItIsRenamed() {
        db.setVersion("114");
        db.insertConnection("{\"provider\": \"google\"}");
        String second = db.insertConnection("{\"provider\": \"google\"}");

        run(db.down(), null);

        assertThat(log.text())
                .contains("\"google\": no name is now \"default-" + second.substring(24, 32) + "\", uuid " + second);
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

    @ParameterizedTest
    @CsvSource({"UP, migrated, 113, 114", "DOWN, rolled back, 114, 113"})
    void rehearsalSaysWhatWouldBeAndHowLongWritersWaited(Direction direction, String done, int from, int to) {
        db.insert("integration:google:a", "{}");
        if (direction == Direction.DOWN) {
            db.up().run();
        }

        run(db.run(direction).mode(RunMode.REHEARSAL), null);

        assertThat(log.lines().get(0)).startsWith("[INFO] " + direction.goal() + " (rehearsal) on ");
        assertThat(log.lines())
                .last(STRING)
                .matches("\\[INFO\\] Rehearsal: 1 integration would be " + done + ".*: version " + from + " would be "
                        + to
                        + "\\. All of it was written, verified and then rolled back after [0-9]{1,2}\\.[0-9]+ s, of which"
                        + " others could not write for [0-9]{1,2}\\.[0-9]+ s");
    }

    @ParameterizedTest
    @EnumSource(RunMode.class)
    void twinsAreToldOnceWithTheNewerAndWhatToDo(RunMode mode) throws IOException {
        String stale = db.insert("integration:microsoft", "{}");
        db.execute("UPDATE phoenix_kit_settings SET date_updated = '2024-05-06' WHERE uuid = '" + stale + "'");
        String live = db.insert("integration:microsoft:default", "{}");

        run(db.up().mode(mode), report);

        String told = "\"microsoft\" \"default\": the newer is uuid " + live;
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("[WARNING]"))
                .satisfiesExactly(
                        heading -> assertThat(heading)
                                .startsWith(
                                        "[WARNING] Groups of connections with the same provider and name. A look-up")
                                .endsWith("keep the newer, and delete the other or give it another name:"),
                        item -> assertThat(item)
                                .startsWith("[WARNING]   " + told)
                                .contains("; uuid " + stale));
        assertThat(Files.readAllLines(report))
                .filteredOn(line -> line.startsWith("{\"type\":\"finding\""))
                .singleElement(STRING)
                .contains("\"kind\":\"TWINS\",\"message\":\"" + told.replace("\"", "\\\""))
                .endsWith(",\"uuids\":[\"" + live + "\",\"" + stale + "\"]}");
        assertThat(report).content().contains("\"TWINS\":1");
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
    void reportThatIsThereIsGoneOnWithAndAnotherFileIsLeftAlone() throws IOException {
        run(db.up().dry(), report);
        run(db.up(), report);
        assertThat(report).content().contains("\"type\":\"rolledBack\"", "\"type\":\"committed\"");

        Files.writeString(report, "old");
        assertThatThrownBy(() -> run(db.up(), report))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("The report cannot be written to " + report
                        + ", and nothing was changed. Expected: a report, or"
                        + " no file yet. Found: another file. Next: give another file by the parameter report.");
        assertThat(report).hasContent("old");
    }

    @Test
    void failedRunNamesItsReport() {
        db.setVersion("100");

        assertThatThrownBy(() -> run(db.up(), report)).isInstanceOf(RefusedException.class);

        assertThat(log.lines()).last().isEqualTo("[INFO] Report: " + report);
        assertThat(report).content().contains("\"type\":\"failed\"");
    }

    @Test
    void reportThatCannotBeBegunIsAFailureBeforeAnythingElse() {
        assertThatThrownBy(() -> run(db.up(), folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("something else, such as a folder");
        assertThat(log.lines()).hasSize(1);
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void lastLineThatCannotBeWrittenIsAWarningAndTheGoalSucceeds() {
        db.insert("integration:google:a", "{}");
        Thread goal = Thread.currentThread();
        try (TcpProxy proxy = TcpProxy.to(db)) {
            ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
            // An interrupted thread loses its files, as with a disk that fails; the connection stays.
            CompletableFuture<Void> interruption = CompletableFuture.runAsync(() -> {
                gate.awaitReached();
                goal.interrupt();
                gate.letPass();
            });

            new MigrationGoal(log, db.up().request())
                    .run(db.through(proxy).settings(), db.up().options(), paths(report));

            assertThat(Thread.interrupted()).isTrue();
            interruption.join();
        }
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("[WARNING]"))
                .singleElement(STRING)
                .startsWith("[WARNING] The migration is committed, but the last line of its report " + report
                        + " could not be written: ")
                .endsWith("All that restore needs is there.");
        assertThat(log.lines()).last().asString().startsWith("[INFO] Restart the application's nodes now");
        assertThat(db.version()).isEqualTo("114");
        run(db.down().restore(report), null);
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void restoreTellsWhatCameBackAndWhatDidNot() {
        db.insert("integration:google:same", "{}");
        db.insert("integration:google", null);
        db.insertConnection("{\"provider\": \"google\", \"name\": \"as at 114 before\"}");
        String renamed = db.insert("integration:google:renamed", "{}");
        String deleted = db.insert("integration:google:deleted", "{}");
        run(db.up(), report);
        db.execute("UPDATE phoenix_kit_settings SET value_json = value_json || '{\"name\": \"new\"}' WHERE uuid = '"
                + renamed + "'");
        db.execute("DELETE FROM phoenix_kit_settings WHERE uuid = '" + deleted + "'");
        db.insertConnection("{\"provider\": \"google\", \"name\": \"added\"}");
        run(db.down().restore(report), null);

        assertThat(log.text())
                .contains("[INFO] Integrations in the report " + report + ": 5. As they were before that up: 3. By the"
                        + " ordinary rule, since they were changed or their key was taken: 1. No longer there, or problem"
                        + " rows: 1.")
                .contains("[INFO] Rolled back 4 integrations (2 restored from the report): version 114 is now 113.");
    }

    @Test
    void rowsOfOtherTablesThatFollowAreNamedBeforeAndAfter() {
        db.insert("integration:google:a", "{}");
        db.execute(
                "CREATE TABLE uses (k text CONSTRAINT of REFERENCES phoenix_kit_settings (key) ON UPDATE CASCADE)",
                "INSERT INTO uses VALUES ('integration:google:a')");
        String key = "[INFO]   the foreign key of of public.uses (ON UPDATE CASCADE)";

        run(db.up().dry(), null);
        assertThat(log.lines())
                .containsSequence("[INFO] Rows of other tables would follow the keys that they refer to, by:", key)
                .containsOnlyOnce(key);
        run(db.up(), null);
        assertThat(log.lines())
                .containsSequence("[INFO] Rows of other tables will follow the keys that they refer to, by:", key)
                .containsSequence("[INFO] Rows of other tables have followed the keys that they refer to, by:", key);
    }

    @Test
    void aTryThatMissedALockIsToldAndItsRowsAreListedOnce() {
        db.insert("integration:google:a", "{\"name\": \"other\"}");
        db.execute(
                "CREATE TABLE uses (k text CONSTRAINT of REFERENCES phoenix_kit_settings (key) ON UPDATE CASCADE)",
                "INSERT INTO uses VALUES ('integration:google:a')");
        OpenTransaction other = db.begin("SELECT FROM uses FOR UPDATE");
        RecordedLog releasing = new RecordedLog() {
            @Override
            public void info(CharSequence line) {
                super.info(line);
                if (line.toString()
                        .startsWith("Rolled back, since a lock on another table was not free; trying again. It is"
                                + " taken by the foreign key of of public.uses. In the way: pid " + other.pid())) {
                    other.rollback();
                }
            }
        };

        run(db.up(), null, releasing);

        assertThat(releasing.lines())
                .filteredOn(line -> line.contains("will show as \"google\" \"other\""))
                .hasSize(1);
        assertThat(releasing.text()).contains("Migrated 1 integration (");
    }

    private void run(TestRun run, Path reportFile) {
        run(run, reportFile, log);
    }

    private void run(TestRun run, Path reportFile, Log to) {
        new MigrationGoal(to, run.request()).run(db.settings(), run.options(), paths(reportFile));
    }

    private static Report.Paths paths(Path reportFile) {
        return new Report.Paths(Optional.ofNullable(reportFile), Optional.empty());
    }
}
