package dev.phoenixkit.report;

import static dev.phoenixkit.report.ReportJson.parse;
import static dev.phoenixkit.report.ReportJson.row;
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

        JsonNode report = ReportJson.valid(file);
        assertThat(row(report, settled)).isEqualTo(parse("""
                {"uuid": "%1$s", "what": "change", "notes": [],
                 "before": {"key": "integration:google:a", "module": "integrations", "valueJson": "object",
                            "provider": "google", "name": "a"},
                 "after": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                           "provider": "google", "name": "a"}}""".formatted(settled)));
        assertThat(row(report, filled)).isEqualTo(parse("""
                {"uuid": "%1$s", "what": "change", "notes": ["FILLED"],
                 "before": {"key": "integration:smtp", "module": null, "valueJson": "sql-null"},
                 "after": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                           "provider": "smtp", "name": "default"}}""".formatted(filled)));
        assertThat(row(report, jsonNull).at("/before/valueJson").asText()).isEqualTo("null");
        assertThat(row(report, converted)).isEqualTo(parse("""
                {"uuid": "%1$s", "what": "change", "notes": ["CONVERTED", "DRIFTED"],
                 "before": {"key": "integration:sip:b", "module": "integrations", "valueJson": "object",
                            "provider": 2.50, "name": true},
                 "after": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                           "provider": "2.50", "name": "true"}}""".formatted(converted)));
        assertThat(ReportJson.text(file)).contains("\"provider\":2.50,");
        assertThat(row(report, drifted).get("notes")).isEqualTo(parse("[\"DRIFTED\"]"));
        assertThat(row(report, already)).isEqualTo(parse("""
                {"uuid": "%1$s", "what": "already",
                 "before": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                            "provider": "google", "name": null},
                 "after": {"key": "%1$s", "module": "integrations", "valueJson": "object",
                            "provider": "google", "name": null}}""".formatted(already)));
        assertThat(row(report, problem)).isEqualTo(parse("""
                {"uuid": "%s", "what": "problem", "reason": "PROVIDER_NOT_SCALAR",
                 "problem": "the field provider in its value_json is of type object, not a text",
                 "remedy": "write the provider's name into the field, as a text",
                 "before": {"key": "integration:google:d", "module": "integrations", "valueJson": "object",
                            "provider": {}, "name": []}}""".formatted(problem)));
        assertThat(report.get("counts")).isEqualTo(parse("""
                {"settings": 74, "integrations": 6, "changes": 5, "already": 1, "problems": 1, "unfit": 0,
                 "notes": {"FILLED": 2, "CONVERTED": 1, "DRIFTED": 2, "RENAMED": 0, "RESTORED": 0}}"""));
        assertThat(report.get("rowCount").asLong()).isEqualTo(7);
        assertHead(report, "committed", "v114-up", start);
        assertThat(report.get("onProblem").asText()).isEqualTo("skip");
        assertThat(report.get("versionBefore").asInt()).isEqualTo(113);
        assertThat(report.get("versionAfter").asInt()).isEqualTo(114);
    }

    private void assertHead(JsonNode report, String outcome, String goal, Instant start) {
        assertThat(report.get("outcome").asText()).isEqualTo(outcome);
        assertThat(report.get("tool").asText()).isEqualTo("phoenixkit-maven-plugin 1.2.3");
        assertThat(report.get("goal").asText()).isEqualTo(goal);
        assertThat(report.get("dryRun").asBoolean()).isFalse();
        assertThat(Instant.parse(report.get("startedAt").asText())).isBetween(start, Instant.now());
        assertThat(report.get("target").get("address").asText()).isEqualTo(db.host() + ":" + db.port());
        assertThat(report.get("target").get("database").asText()).isEqualTo(db.name());
        assertThat(report.get("target").get("schema").asText()).isEqualTo("public");
        assertThat(report.get("target").get("user").asText()).isEqualTo(db.user());
        assertThat(report.get("server").asText())
                .isEqualTo("PostgreSQL " + db.query("SHOW server_version").get(0));
        assertThat(report.get("identity").get("systemIdentifier").asText())
                .isEqualTo(db.query("SELECT system_identifier FROM pg_control_system()")
                        .get(0));
        assertThat(report.get("identity").get("databaseOid").asText())
                .isEqualTo(db.query("SELECT oid FROM pg_database WHERE datname = current_database()")
                        .get(0));
        assertThat(report.get("millis").asLong()).isBetween(0L, 600_000L);
        assertThat(report.get("millisLocked").asLong())
                .isBetween(0L, report.get("millis").asLong());
    }

    @Test
    void reportOfADownNamesWhatWasRenamed() {
        String first = db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        String second = db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        db.setVersion("114");
        Instant start = Instant.now();

        db.down().report(file).run();

        JsonNode report = ReportJson.valid(file);
        assertHead(report, "committed", "v114-down", start);
        assertThat(row(report, first).at("/after/key").asText()).isEqualTo("integration:google:a");
        assertThat(row(report, second).get("notes")).isEqualTo(parse("[\"RENAMED\"]"));
        assertThat(row(report, second).at("/after/name").asText()).isEqualTo("a-" + second.substring(24, 32));
        assertThat(report.has("restore")).isFalse();
    }

    @Test
    void reportOfARestoringDownNamesTheReportThatItUndoes() {
        String uuid = db.insert("integration:google", null, null);
        db.up().report(file).run();
        Path down = folder.resolve("down.json");

        db.down().restore(file).report(down).run();

        JsonNode report = ReportJson.valid(down);
        assertThat(report.get("restore").asText()).isEqualTo(file.toString());
        assertThat(row(report, uuid).get("notes")).isEqualTo(parse("[\"RESTORED\"]"));
        assertThat(row(report, uuid).get("after"))
                .isEqualTo(parse("{\"key\": \"integration:google\", \"module\": null, \"valueJson\": \"sql-null\"}"));
    }

    @Test
    void reportOfNothingToDoListsRowsThatDoNotFit() {
        db.setVersion("120");
        String straggler = db.insert("integration:google:a", "{}");
        String overwritten = db.insertConnection("{\"token\": 1}");

        db.up().report(file).run();

        JsonNode report = ReportJson.valid(file);
        assertThat(report.get("outcome").asText()).isEqualTo("nothing-to-do");
        assertThat(report.get("versionBefore").asInt()).isEqualTo(120);
        assertThat(report.get("versionAfter").asInt()).isEqualTo(120);
        assertThat(row(report, straggler).get("reason").asText()).isEqualTo("OLD_KEY");
        assertThat(row(report, overwritten).get("reason").asText()).isEqualTo("NO_PROVIDER_OR_NAME");
        assertThat(report.at("/counts/unfit").asInt()).isEqualTo(2);
    }

    @Test
    void reportOfADryRunHasThePlan() {
        String uuid = db.insert("integration:google:a", "{}");

        db.up().dry().report(file).run();

        JsonNode report = ReportJson.valid(file);
        assertThat(report.get("outcome").asText()).isEqualTo("dry-run");
        assertThat(report.get("dryRun").asBoolean()).isTrue();
        assertThat(row(report, uuid).at("/after/key").asText()).isEqualTo(uuid);
        assertThat(report.get("versionAfter").asInt()).isEqualTo(114);
    }

    @Test
    void reportOfProblemRowsListsThemAll() {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:' || i, '[]' FROM generate_series(1, 250) AS i");
        for (boolean dry : List.of(false, true)) {
            TestRun run = db.up().report(file);
            RefusedException failure = catchThrowableOfType(RefusedException.class, (dry ? run.dry() : run)::run);

            JsonNode report = ReportJson.valid(file);
            assertThat(report.get("outcome").asText()).isEqualTo("failed");
            assertThat(report.get("dryRun").asBoolean()).isEqualTo(dry);
            assertThat(report.get("message").asText()).isEqualTo(failure.getMessage());
            assertThat(report.at("/counts/problems").asInt()).isEqualTo(250);
            assertThat(report.get("rows")).hasSize(250);
            assertThat(report.get("versionBefore").asInt()).isEqualTo(113);
        }
    }

    @Test
    void reportOfAnErrorOfTheServerSaysWhich() {
        db.insert("integration:google:a", "{}");
        db.execute("ALTER TABLE phoenix_kit_settings ADD CONSTRAINT old_keys CHECK (key !~ '^[0-9a-f-]{36}$')");

        assertThatThrownBy(db.up().report(file)::run).isInstanceOf(RefusedException.class);

        JsonNode report = ReportJson.valid(file);
        assertThat(report.get("outcome").asText()).isEqualTo("failed");
        assertThat(report.get("message").asText()).contains("SQLSTATE 23514", "constraint old_keys");
        assertThat(report.get("rows")).hasSize(1);
    }

    @Test
    void reportOfAFailureAfterItWasCompleteSaysWhy() {
        db.insert("integration:google:a", "{}");
        MigrationListener breaking = beforeCommit(failing(new CannotRunException("the last moment")));

        assertThatThrownBy(db.up().report(file).after(breaking)::run).hasMessage("the last moment");

        JsonNode report = ReportJson.valid(file);
        assertThat(report.get("outcome").asText()).isEqualTo("failed");
        assertThat(report.get("message").asText()).isEqualTo("the last moment");
        assertThat(report.get("rows")).hasSize(1);
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void reportOfAConnectionLostDuringCommitSaysThatTheOutcomeIsUnknown() {
        db.insert("integration:google:a", "{}");
        MigrationListener cutting =
                beforeCommit(() -> db.query("SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()"));

        assertThatThrownBy(db.up().report(file).after(cutting)::run).isInstanceOf(OutcomeUnknownException.class);

        JsonNode report = ReportJson.valid(file);
        assertThat(report.get("outcome").asText()).isEqualTo("unknown");
        assertThat(report.get("rows")).hasSize(1);
    }

    @Test
    void reportOfARunThatDidNotConnectSaysWhy() {
        assertThatThrownBy(db.as(db.user(), "wrong").up().report(file)::run).isInstanceOf(CannotRunException.class);

        JsonNode report = ReportJson.valid(file);
        assertThat(report.get("outcome").asText()).isEqualTo("failed");
        assertThat(report.get("message").asText()).contains("password");
        assertThat(report.has("server")).isFalse();
        assertThat(report.has("identity")).isFalse();
        assertThat(report.has("versionBefore")).isFalse();
        assertThat(report.get("rows")).isEmpty();
    }

    @Test
    void reportOfARefusedVersionNamesIt() {
        db.setVersion("112");

        assertThatThrownBy(db.up().report(file)::run).isInstanceOf(RefusedException.class);

        JsonNode report = ReportJson.valid(file);
        assertThat(report.get("versionBefore").asInt()).isEqualTo(112);
        assertThat(report.get("message").asText()).contains("113");
    }

    @Test
    void reportOfAVersionThatIsNoNumberHasNone() {
        db.setVersion("x");

        assertThatThrownBy(db.up().report(file)::run).isInstanceOf(RefusedException.class);

        assertThat(ReportJson.valid(file).has("versionBefore")).isFalse();
    }

    @Test
    void reportOfRandomRowsIsValid() throws SQLException {
        db.execute("TRUNCATE phoenix_kit_settings");
        new OracleDatabase(db.connect(), "phoenix_kit_settings").insert(RandomRows.rows(RandomRows.up(114, 500)));
        db.up().skippingProblems().report(file).run();
        Path down = folder.resolve("down.json");
        db.down().skippingProblems().report(down).run();

        assertThat(ReportJson.valid(file).get("rows").size()).isGreaterThan(250);
        assertThat(ReportJson.valid(down).get("rows").size()).isGreaterThan(150);
    }
}
