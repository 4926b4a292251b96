package dev.phoenixkit.report;

import static dev.phoenixkit.report.ReportLines.parse;
import static dev.phoenixkit.testing.Listeners.beforeCommit;
import static dev.phoenixkit.testing.Listeners.failing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands in the report of each kind of run. Every report is held against the schema. */
@Tag("database")
class ReportTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void placeReport() {
        file = folder.resolve("reports/today/up.json");
    }

    @Test
    void reportOfAnUpSaysWhatBecameOfEachRow() {
        String settled = db.insert("integration:google:a", "{\"provider\": \"google\", \"name\": \"a\", \"token\": 1}");
        String filled = db.insert("integration:smtp", null, null);
        String jsonNull = db.insert("integration:smtp:", "null");
        String converted = db.insert("integration:sip:b", "{\"provider\": 2.50, \"name\": true}");
        String drifted = db.insert("integration:google:c", "{\"provider\": \"google\", \"name\": \"C \\\"1\\\"\"}");
        String already = db.insertConnection("{\"provider\": \"google\", \"name\": null}");
        String problem = db.insert("integration:google:d", "{\"provider\": {\"secret\": 1}, \"name\": [1]}");
        Instant start = Instant.now();

        db.up().skippingProblems().report(file).run();

        ReportLines report = ReportLines.of(file);
        assertThat(report.row(settled)).isEqualTo(parse("""
                {"uuid": "%1$s", "type": "row", "schema": "public", "decision": "change", "notes": [],
                 "before": {"key": "integration:google:a", "module": "integrations", "valueJson": "object",
                            "provider": "google", "name": "a"},
                 "after": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                           "provider": "google", "name": "a"}}""".formatted(settled)));
        assertThat(report.row(filled)).isEqualTo(parse("""
                {"uuid": "%1$s", "type": "row", "schema": "public", "decision": "change", "notes": ["FILLED"],
                 "before": {"key": "integration:smtp", "module": null, "valueJson": "sql-null"},
                 "after": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                           "provider": "smtp", "name": "default"}}""".formatted(filled)));
        assertThat(report.row(jsonNull).at("/before/valueJson").asText()).isEqualTo("null");
        assertThat(report.row(converted)).isEqualTo(parse("""
                {"uuid": "%1$s", "type": "row", "schema": "public", "decision": "change", "notes": ["CONVERTED", "DRIFTED"],
                 "before": {"key": "integration:sip:b", "module": "integrations", "valueJson": "object",
                            "provider": 2.50, "name": true},
                 "after": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                           "provider": "2.50", "name": "true"}}""".formatted(converted)));
        assertThat(ReportLines.text(file)).contains("\"provider\":2.50,");
        assertThat(report.row(drifted).get("notes")).isEqualTo(parse("[\"DRIFTED\"]"));
        assertThat(report.row(already)).isEqualTo(parse("""
                {"uuid": "%1$s", "type": "row", "schema": "public", "decision": "unchanged",
                 "before": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                            "provider": "google", "name": null}}""".formatted(already)));
        assertThat(report.row(problem)).isEqualTo(parse("""
                {"uuid": "%s", "type": "row", "schema": "public", "decision": "problem", "reason": "PROVIDER_NOT_SCALAR",
                 "problem": "the field provider in its value_json is of type object, not a text",
                 "remedy": "write the provider's name into the field, as a text",
                 "before": {"key": "integration:google:d", "module": "integrations", "valueJson": "object",
                            "provider": {}, "name": []}}""".formatted(problem)));
        assertThat(report.last("schema").get("settings"))
                .isEqualTo(parse(
                        "{\"total\": 74, \"composite\": 6, \"uuidKeyed\": 1, \"unnamed\": 1, \"bothColumns\": 0}"));
        assertThat(report.end().get("counts")).isEqualTo(parse("""
                {"change": 5, "unchanged": 1, "problem": 1, "FILLED": 2, "CONVERTED": 1, "DRIFTED": 2,
                 "TWINS": 1, "BLOCKS_REPAIR": 1}"""));
        assertThat(report.last("prepared").get("rows").asLong()).isEqualTo(7);
        assertRun(report, "v114-up", start);
        assertThat(report.last("run").get("onProblem").asText()).isEqualTo("skip");
        assertThat(report.last("prepared").get("versionBefore").asInt()).isEqualTo(113);
        assertThat(report.last("prepared").get("versionAfter").asInt()).isEqualTo(114);
    }

    private void assertRun(ReportLines report, String goal, Instant start) {
        assertThat(report.types().stream().distinct())
                .containsExactly("run", "schema", "finding", "row", "prepared", "committed");
        JsonNode run = report.last("run");
        assertThat(run.get("tool").asText()).isEqualTo("phoenixkit-maven-plugin 1.2.3");
        assertThat(run.get("goal").asText()).isEqualTo(goal);
        assertThat(run.get("mode").asText()).isEqualTo("run");
        assertThat(Instant.parse(run.get("startedAt").asText())).isBetween(start, Instant.now());
        assertThat(run.get("address").asText()).isEqualTo(db.host() + ":" + db.port());
        assertThat(run.get("database").asText()).isEqualTo(db.name());
        assertThat(run.get("user").asText()).isEqualTo(db.user());
        JsonNode schema = report.last("schema");
        assertThat(schema.get("schema").asText()).isEqualTo("public");
        assertThat(schema.get("server").asText())
                .isEqualTo("PostgreSQL " + db.query("SHOW server_version").get(0));
        assertThat(schema.at("/identity/systemIdentifier").asText())
                .isEqualTo(db.query("SELECT system_identifier FROM pg_control_system()")
                        .get(0));
        assertThat(schema.at("/identity/databaseOid").asText())
                .isEqualTo(db.query("SELECT oid FROM pg_database WHERE datname = current_database()")
                        .get(0));
        JsonNode end = report.end();
        assertThat(end.get("millis").asLong()).isBetween(0L, 600_000L);
        assertThat(end.get("millisLocked").asLong())
                .isBetween(0L, end.get("millis").asLong());
    }

    @Test
    void reportOfADownNamesWhatWasRenamed() {
        String first = db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        String second = db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        db.setVersion("114");
        Instant start = Instant.now();

        db.down().report(file).run();

        ReportLines report = ReportLines.of(file);
        assertRun(report, "v114-down", start);
        assertThat(report.row(first).at("/after/key").asText()).isEqualTo("integration:google:a");
        assertThat(report.row(second).get("notes")).isEqualTo(parse("[\"RENAMED\"]"));
        assertThat(report.row(second).at("/after/name").asText()).isEqualTo("a-" + second.substring(24, 32));
        assertThat(report.last("run").has("restore")).isFalse();
    }

    @Test
    void reportOfARestoringDownNamesTheReportThatItUndoes() {
        String uuid = db.insert("integration:google", null, null);
        db.up().report(file).run();
        Path down = folder.resolve("down.json");

        db.down().restore(file).report(down).run();

        ReportLines report = ReportLines.of(down);
        assertThat(report.last("run").get("restore").asText()).isEqualTo(file.toString());
        assertThat(report.row(uuid).get("notes")).isEqualTo(parse("[\"RESTORED\"]"));
        assertThat(report.row(uuid).get("after"))
                .isEqualTo(parse("{\"key\": \"integration:google\", \"module\": null, \"valueJson\": \"sql-null\"}"));
    }

    @Test
    void reportOfNothingToDoListsRowsThatDoNotFit() {
        db.setVersion("120");
        String straggler = db.insert("integration:google:a", "{}");
        String overwritten = db.insertConnection("{\"token\": 1}");

        db.up().report(file).run();

        ReportLines report = ReportLines.of(file);
        assertThat(report.outcome()).isEqualTo("nothingToDo");
        assertThat(report.last("schema").get("version").asInt()).isEqualTo(120);
        assertThat(report.types()).containsExactly("run", "schema", "row", "row", "nothingToDo");
        assertThat(report.row(straggler).get("reason").asText()).isEqualTo("OLD_KEY");
        assertThat(report.row(overwritten).get("reason").asText()).isEqualTo("NO_PROVIDER_OR_NAME");
        assertThat(report.end().at("/counts/mismatch").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"DRY_RUN, dryRun", "REHEARSAL, rehearse"})
    void reportOfARunThatDoesNotCommitHasThePlan(RunMode mode, String word) {
        String uuid = db.insert("integration:google:a", "{}");

        db.up().mode(mode).report(file).run();

        ReportLines report = ReportLines.of(file);
        assertThat(report.outcome()).isEqualTo("rolledBack");
        assertThat(report.last("run").get("mode").asText()).isEqualTo(word);
        assertThat(report.end().get("millisLocked").asLong() > 0).isEqualTo(mode == RunMode.REHEARSAL);
        assertThat(report.row(uuid).at("/after/key").asText()).isEqualTo(uuid);
        assertThat(report.types()).containsExactly("run", "schema", "row", "rolledBack");
    }

    @Test
    void reportOfProblemRowsListsThemAll() {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:' || i, '[]' FROM generate_series(1, 250) AS i");
        for (boolean dry : List.of(false, true)) {
            TestRun run = db.up().report(file);
            RefusedException failure = catchThrowableOfType(RefusedException.class, (dry ? run.dry() : run)::run);

            ReportLines report = ReportLines.of(file);
            assertThat(report.outcome()).isEqualTo("failed");
            assertThat(report.last("run").get("mode").asText()).isEqualTo(dry ? "dryRun" : "run");
            assertThat(report.end().get("message").asText()).isEqualTo(failure.getMessage());
            assertThat(report.end().at("/counts/problem").asInt()).isEqualTo(250);
            assertThat(report.all("row")).hasSize(dry ? 500 : 250);
            assertThat(report.last("schema").get("version").asInt()).isEqualTo(113);
        }
    }

    @Test
    void reportOfAnErrorOfTheServerSaysWhich() {
        db.insert("integration:google:a", "{}");
        db.execute("ALTER TABLE phoenix_kit_settings ADD CONSTRAINT old_keys CHECK (key !~ '^[0-9a-f-]{36}$')");

        assertThatThrownBy(db.up().report(file)::run).isInstanceOf(RefusedException.class);

        ReportLines report = ReportLines.of(file);
        assertThat(report.outcome()).isEqualTo("failed");
        assertThat(report.end().get("message").asText()).contains("SQLSTATE 23514", "constraint old_keys");
        assertThat(report.all("row")).hasSize(1);
    }

    static List<RuntimeException> failures() {
        return List.of(new CannotRunException("the last moment"), new RefusedException("the last moment"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void reportOfAFailureAfterItWasCompleteSaysWhy(RuntimeException failure) {
        db.insert("integration:google:a", "{}");
        MigrationListener breaking = beforeCommit(failing(failure));

        assertThatThrownBy(db.up().report(file).after(breaking)::run).hasMessage("the last moment");

        ReportLines report = ReportLines.of(file);
        assertThat(report.outcome()).isEqualTo("failed");
        assertThat(report.end().get("message").asText()).isEqualTo("the last moment");
        assertThat(report.all("row")).hasSize(1);
        assertThat(db.version()).isEqualTo("113");
    }

    /** Nobody knows then where it struck. */
    @Test
    void reportOfADefectOfOurOwnSaysThatTheOutcomeIsUnknown() {
        db.insert("integration:google:a", "{}");
        MigrationListener breaking = beforeCommit(failing(new IllegalStateException("a defect")));

        assertThatThrownBy(db.up().report(file).after(breaking)::run).hasMessage("a defect");

        assertThat(ReportLines.of(file).outcome()).isEqualTo("prepared");
    }

    @Test
    void reportOfAConnectionLostDuringCommitSaysThatTheOutcomeIsUnknown() {
        db.insert("integration:google:a", "{}");
        MigrationListener cutting =
                beforeCommit(() -> db.query("SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()"));

        assertThatThrownBy(db.up().report(file).after(cutting)::run).isInstanceOf(OutcomeUnknownException.class);

        ReportLines report = ReportLines.of(file);
        assertThat(report.outcome()).isEqualTo("prepared");
        assertThat(report.all("row")).hasSize(1);
    }

    @Test
    void reportOfARunThatDidNotConnectSaysWhy() {
        assertThatThrownBy(db.as(db.user(), "wrong").up().report(file)::run).isInstanceOf(CannotRunException.class);

        ReportLines report = ReportLines.of(file);
        assertThat(report.outcome()).isEqualTo("failed");
        assertThat(report.end().get("message").asText()).contains("password");
        assertThat(report.types()).containsExactly("run", "failed");
    }

    @Test
    void reportOfARefusedVersionNamesIt() {
        db.setVersion("112");

        assertThatThrownBy(db.up().report(file)::run).isInstanceOf(RefusedException.class);

        ReportLines report = ReportLines.of(file);
        assertThat(report.last("schema").get("version").asInt()).isEqualTo(112);
        assertThat(report.end().get("message").asText()).contains("113");
    }

    @Test
    void reportOfAVersionThatIsNoNumberHasNone() {
        db.setVersion("x");

        assertThatThrownBy(db.up().report(file)::run).isInstanceOf(RefusedException.class);

        assertThat(ReportLines.of(file).last("schema").has("version")).isFalse();
    }

    @Test
    void reportOfRandomRowsIsValid() throws SQLException {
        db.execute("TRUNCATE phoenix_kit_settings");
        new OracleDatabase(db.connect(), "phoenix_kit_settings").insert(RandomRows.rows(RandomRows.up(114, 500)));
        db.up().skippingProblems().report(file).run();
        Path down = folder.resolve("down.json");
        db.down().skippingProblems().report(down).run();

        assertThat(ReportLines.of(file).all("row").size()).isGreaterThan(250);
        assertThat(ReportLines.of(down).all("row").size()).isGreaterThan(150);
    }
}
