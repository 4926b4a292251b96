package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that a down does not take, each with the reason, and nothing changed. */
@Tag("database")
class RefusedReportTest {
    private static final String NO_REPORT = "Expected: a report. Found: another file.";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Path report;
    private Snapshot before;
    private Snapshot migrated;

    @BeforeEach
    void migrate() {
        report = folder.resolve("up.json");
        db.insert("integration:google", null, null);
        db.insert("integration:sip:a", "{\"name\": 2.50, \"x\": 1}");
        before = db.snapshot();
        db.up().report(report).run();
        migrated = db.snapshot();
    }

    @Test
    void wholeReportIsTaken() {
        assertRestored(db);
    }

    @Test
    void reportOfACopiedDatabaseIsTakenOnceItsIdentityIsWhatTheRefusalSays() throws IOException {
        // As after dump and restore: the same rows, another database.
        Database copy = db.server().createDatabase("copy_of_" + db.name(), "TEMPLATE \"" + db.name() + "\"");
        try {
            Throwable refusal = catchThrowable(copy.down().restore(report)::run);

            assertThat(refusal)
                    .isInstanceOf(RefusedException.class)
                    .hasMessageStartingWith("The report " + report + " is about another database. Expected: ")
                    .hasMessageContaining("Nothing was changed. Give the report of the up of this database. If this"
                            + " database was made from that one by dump and restore or by pg_upgrade, write the expected"
                            + " values into the report's fields identity and run again.");
            assertThat(copy.snapshot().contents()).isEqualTo(migrated.contents());
            Matcher values = Pattern.compile("Expected: systemIdentifier (\\d+), databaseOid (\\d+),"
                            + " found: systemIdentifier (\\d+), databaseOid (\\d+)\\.")
                    .matcher(refusal.getMessage());
            assertThat(values.find()).isTrue();
            Files.writeString(
                    report,
                    ReportLines.text(report)
                            .replace(
                                    "{\"systemIdentifier\":\"" + values.group(3) + "\",\"databaseOid\":"
                                            + values.group(4) + "}",
                                    "{\"systemIdentifier\": \"" + values.group(1) + "\", \"databaseOid\": "
                                            + values.group(2) + "}"));
            assertRestored(copy);
        } finally {
            copy.drop();
        }
    }

    @Test
    void reportOfAnotherClusterIsRefused() throws IOException {
        String own =
                db.query("SELECT system_identifier FROM pg_control_system()").get(0);
        Files.writeString(report, ReportLines.text(report).replace("\"" + own + "\"", "\"1\""));

        assertThatThrownBy(db.down().restore(report)::run)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is about another database. Expected: systemIdentifier " + own)
                .hasMessageContaining("found: systemIdentifier 1,");
        assertNothingChanged();
    }

    @Test
    void reportOfAnotherSchemaIsRefused() {
        db.createPhoenixKit("tenant", "114");

        assertThatThrownBy(db.down().prefix("tenant").restore(report)::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("nothing was changed. Expected: a committed v114-up of the schema tenant."
                        + " Found: schema public: v114-up, committed. Next: ");
        assertNothingChanged();
        assertThat(db.version("tenant")).isEqualTo("114");
    }

    @Test
    void reportOfADownIsRefused() {
        Path down = folder.resolve("down.json");
        db.down().report(down).run();
        db.up().run();
        migrated = db.snapshot();

        assertRefused(down, noUp("v114-down, committed"));
    }

    @ParameterizedTest
    @CsvSource({"DRY_RUN, dry run", "REHEARSAL, rehearsal"})
    void reportOfARunThatWasNoneIsRefused(RunMode mode, String name) {
        db.down().run();
        Path none = folder.resolve("none.json");
        db.up().mode(mode).report(none).run();
        db.up().run();
        migrated = db.snapshot();

        assertRefused(none, noUp("v114-up (" + name + "), rolledBack"));
    }

    @Test
    void reportOfNothingToDoIsRefused() {
        Path nothing = folder.resolve("nothing.json");
        db.up().report(nothing).run();

        assertRefused(nothing, noUp("v114-up, nothingToDo"));
    }

    @Test
    void reportOfAFailureIsRefused() {
        Path failed = folder.resolve("failed.json");
        catchThrowable(db.as(db.user(), "wrong").up().report(failed)::run);

        assertRefused(failed, noUp("v114-up, failed"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{}",
                "[]",
                "null",
                "up.json",
                "{\"outcome\": \"committed\"}",
                "{\"type\":\"row\"}\n",
                "\u0000\u0001\u0002",
                "PK"
            })
    void anotherFileIsRefused(String text) throws IOException {
        Files.writeString(report, text);

        assertRefused(report, NO_REPORT);
    }

    @Test
    void reportWithoutAWholeFirstLineIsRefused() throws IOException {
        Files.writeString(report, ReportLines.text(report).substring(0, 20));

        assertRefused(report, "Found: line 1 is damaged, or lines before it are missing.");
    }

    @Test
    void truncatedReportIsRefused() throws IOException {
        String text = ReportLines.text(report);
        Files.writeString(report, text.substring(0, text.indexOf("\"prepared\"")));

        assertRefused(report, noUp("v114-up, unfinished"));
    }

    @Test
    void reportWithAChangedRowIsRefused() throws IOException {
        Files.writeString(report, ReportLines.text(report).replace("integration:sip:a", "integration:sip:b"));

        assertRefused(report, "Found: line 5 is damaged, or lines before it are missing.");
    }

    @Test
    void reportOfALaterFormatIsRefused() throws IOException {
        Files.writeString(report, ReportLines.text(report).replace("\"format\":2,", "\"format\":3,"));

        assertRefused(report, "Expected: format 2. Found: format 3.");
    }

    @Test
    void missingReportIsRefused() {
        assertRefused(folder.resolve("none.json"), "Expected: a report. Found: no file.");
    }

    @Test
    void folderIsRefused() {
        assertRefused(folder, "Expected: a file that can be read. Found: java.io.IOException: ");
    }

    @Test
    void reportInUtf16IsRefused() throws IOException {
        Files.writeString(report, "no JSON at all: \u00fc", StandardCharsets.UTF_16);

        assertRefused(report, NO_REPORT);
    }

    @Test
    void roleThatMayNotKnowTheDatabaseIsTold() {
        String role = "role_of_" + db.name();
        db.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'x'",
                "ALTER TABLE phoenix_kit OWNER TO " + role,
                "ALTER TABLE phoenix_kit_settings OWNER TO " + role,
                "REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC");
        try {
            assertThatThrownBy(db.as(role, "x").down().restore(report)::run)
                    .isInstanceOf(RefusedException.class)
                    .hasMessage("The role " + role + " may not execute pg_control_system(), by which a report knows its"
                            + " database. Nothing was changed. GRANT EXECUTE ON FUNCTION pg_control_system() to it, or"
                            + " leave out report and restore.");
            assertNothingChanged();
            assertThat(db.as(role, "x").down().run().migrated()).isEqualTo(2);
        } finally {
            db.execute("DROP OWNED BY " + role, "DROP ROLE " + role);
        }
    }

    private static String noUp(String found) {
        return "Expected: a committed v114-up of the schema public. Found: schema public: " + found + ".";
    }

    private void assertRefused(Path file, String why) {
        assertThatThrownBy(db.down().restore(file)::run)
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("The report " + file + " cannot be used to restore, and nothing was changed. ")
                .hasMessageContaining(why)
                .hasMessageEndingWith(
                        " Next: give the report of the up to undo, or leave out restore: then down goes by the"
                                + " ordinary rule.");
        assertNothingChanged();
    }

    private void assertNothingChanged() {
        assertThat(db.snapshot()).isEqualTo(migrated);
    }

    private void assertRestored(Database database) {
        database.down().restore(report).run();
        assertThat(database.snapshot().contents()).isEqualTo(before.contents());
        assertThat(database.version()).isEqualTo("113");
    }
}
