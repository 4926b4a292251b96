package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The report of v114-status. */
@Tag("database")
class StatusReportTest {
    private static final Fleet.Options ALL = Fleet.Options.of(List.of(), V114StatusMojo.WAIT_TO_READ);

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final RecordedLog log = new RecordedLog();
    private Path report;

    @BeforeEach
    void placeReport() {
        report = folder.resolve("status.jsonl");
    }

    @Test
    void reportHasALinePerSchemaAndPerRowThatIsNotPlain() throws IOException {
        db.createPhoenixKit("half", "114");
        db.execute("DROP TABLE half.phoenix_kit_settings");
        db.createPhoenixKit("damaged", "113");
        db.execute("ALTER TABLE damaged.phoenix_kit_settings ALTER uuid DROP DEFAULT, ALTER uuid TYPE varchar(255)");
        db.setVersion("114");
        db.insert("integration:google:late", "{}");
        db.insert("integration:google:broken", "[]");
        db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");

        new StatusGoal(log).run(db.createReader("public", "damaged").settings(), ALL, false, paths(report));

        List<String> lines = Files.readAllLines(report);
        assertThat(lines)
                .extracting(
                        line -> line.replaceAll("^\\{\"type\":\"(\\w+)\".*?(,\"decision\":\"(\\w+)\".*)?$", "$1 $3"))
                .containsExactly(
                        "run ",
                        "schema ",
                        "read ",
                        "failed ",
                        "schema ",
                        "row problem",
                        "row change",
                        "finding ",
                        "finding ",
                        "row mismatch",
                        "row mismatch",
                        "read ");
        assertThat(lines).element(0, STRING).contains("\"goal\":\"v114-status\"");
        assertThat(lines).element(2, STRING).contains("\"schema\":\"damaged\"", "a known damage");
        assertThat(lines).element(3, STRING).contains("\"schema\":\"half\"", "phoenix_kit_settings is missing");
        assertThat(lines).element(4, STRING).contains("\"schema\":\"public\"", "\"version\":114", "\"total\":71");
        assertThat(lines).element(6, STRING).contains("\"notes\":[\"RENAMED\"]");
        assertThat(log.lines()).last().isEqualTo("[INFO] Report: " + report);
    }

    @Test
    void reportOfAStatusThatFailsSaysWhy() {
        Database wrong = db.as(db.user(), "wrong");

        assertThatThrownBy(() -> new StatusGoal(log).run(wrong.settings(), ALL, false, paths(report)))
                .isInstanceOf(CannotRunException.class);

        assertThat(report).content().contains("{\"type\":\"failed\",\"counts\":{},", "password");
    }

    @Test
    void reportThatCannotBeWrittenKeepsTheStatusFromConnecting() {
        Database wrong = db.as(db.user(), "wrong");

        assertThatThrownBy(() -> new StatusGoal(log).run(wrong.settings(), ALL, false, paths(folder)))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("The report cannot be written to " + folder);
    }

    @Test
    void pageShowsWhatIsThere() {
        db.createPhoenixKit("tenant", "114");
        db.insert("integration:google", "{}");
        db.insert("integration:google:broken", "[]");
        Path page = folder.resolve("status.html");
        Report.Paths paths = new Report.Paths(Optional.empty(), Optional.of(page));

        new StatusGoal(log).run(db.settings(), ALL, false, paths);
        assertThat(page)
                .content()
                .contains("2 schemas with PhoenixKit</h1>", ">tenant</", ">public</")
                .contains("<b>136</b>settings", "<b>2</b>integrations of version 113", "<b>1</b>problem row<")
                .contains("integration:google:broken", "To do: put an object into value_json");
    }

    private static Report.Paths paths(Path file) {
        return new Report.Paths(Optional.of(file), Optional.empty());
    }
}
