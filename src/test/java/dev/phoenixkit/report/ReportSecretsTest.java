package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** No report of any kind of run holds a credential, wherever in a body it stands. */
@Tag("database")
class ReportSecretsTest {
    private static final String SECRET = "sentinel-credential-5f1c";
    private static final String CONTROL = "planted-control-value";

    private static final List<String> BODIES = List.of(
            "{\"provider\": \"google\", \"name\": \"" + CONTROL + "\", \"access_token\": \"S\"}",
            "{\"access_token\": \"S\", \"nested\": {\"provider\": \"S\", \"name\": [\"S\"]}}",
            "{\"provider\": {\"token\": \"S\"}, \"name\": \"x\"}",
            "{\"provider\": {\"S\": 1}, \"name\": {\"S\": \"S\"}}",
            "{\"provider\": \"p\", \"name\": [\"S\", {\"S\": null}]}",
            "{\"provider\": [\"S\"], \"name\": null}",
            "[\"S\", {\"name\": \"S\"}]",
            "\"S\"");

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void noReportHoldsACredential() throws IOException {
        for (int i = 0; i < BODIES.size(); i++) {
            String body = BODIES.get(i).replace("S", SECRET);
            db.insert("integration:google:" + i, body);
            db.insertConnection(body);
        }
        Path up = folder.resolve("up.json");
        run(db.up().dry().report(folder.resolve("dry-up.json")));
        run(db.up().report(folder.resolve("failed-up.json")));
        db.execute("ALTER TABLE phoenix_kit_settings ADD CONSTRAINT no CHECK (key !~ '^[0-9a-f-]{36}$') NOT VALID");
        run(db.up().skippingProblems().report(folder.resolve("refused-up.json")));
        db.execute("ALTER TABLE phoenix_kit_settings DROP CONSTRAINT no");
        run(db.down().report(folder.resolve("nothing-113.json")));
        run(db.up().skippingProblems().report(up));
        run(db.up().report(folder.resolve("nothing-114.json")));
        run(db.down().dry().report(folder.resolve("dry-down.json")));
        run(db.down().report(folder.resolve("failed-down.json")));
        run(db.down().skippingProblems().restore(up).report(folder.resolve("down.json")));
        run(db.as(db.user(), SECRET).up().report(folder.resolve("wrong-password.json")));

        List<Path> reports = reports();
        assertThat(reports).hasSize(10);
        for (Path report : reports) {
            ReportLines.of(report);
            String text = ReportLines.text(report);
            assertThat(text)
                    .as("%s", report.getFileName())
                    .doesNotContain(SECRET, base64(SECRET), db.password(), base64(db.password()));
        }
        assertThat(ReportLines.text(up)).contains(CONTROL);
        assertThat(ReportLines.text(folder.resolve("failed-up.json")))
                .contains("PROVIDER_NOT_SCALAR", "BODY_NOT_OBJECT");
        assertThat(ReportLines.text(folder.resolve("refused-up.json"))).contains("SQLSTATE 23514");
    }

    private static void run(TestRun run) {
        // Some of these have to fail; each leaves its report.
        catchThrowable(run::run);
    }

    private List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new ArrayList<>(files.toList());
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
