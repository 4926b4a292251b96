package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.phoenixkit.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The questions that docs/report.md asks with jq have the answers that it promises. */
@Tag("database")
class ReportQuestionsTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void questionsAreAnswered() throws IOException {
        assumeThat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "jq"))))
                .as("jq is on the PATH")
                .isTrue();
        String problem = db.insert("integration:google:a", "[]");
        db.insert("integration:google:b", "{\"name\": \"B\"}");
        db.up().skippingProblems().report(folder.resolve("up.jsonl")).run();

        List<String> questions = ReportLines.text(Path.of("docs", "report.md"))
                .lines()
                .filter(line -> line.startsWith("jq "))
                .toList();

        assertThat(questions).hasSize(4);
        assertThat(answer(questions.get(0)))
                .contains("\"type\": \"run\"", "\"type\": \"prepared\"", "\"type\": \"committed\"")
                .doesNotContain("\"uuid\"");
        assertThat(answer(questions.get(1)))
                .isEqualTo(
                        problem + " its value_json is of type array, not an object. put an object into value_json, or"
                                + " delete the row if nothing uses it\n");
        assertThat(answer(questions.get(2))).isEqualTo("integration:google:b shows as B\n");
        assertThat(answer(questions.get(3))).isEqualTo("\"committed\"\n");
    }

    private String answer(String question) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", question).redirectErrorStream(true);
        try (var output = shell.directory(folder.toFile()).start().getInputStream()) {
            return new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
