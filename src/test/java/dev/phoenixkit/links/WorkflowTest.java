package dev.phoenixkit.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the public workflow runs is what the documents tell people to run. */
class WorkflowTest {
    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));

    @Test
    void everyCommandOfTheWorkflowIsDocumented() throws IOException {
        List<String> commands = Files.readString(PROJECT.resolve(".github/workflows/verify.yml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.contains("run: "))
                .map(line -> line.substring(line.indexOf("run: ") + 5))
                .toList();
        String documents =
                Files.readString(PROJECT.resolve("README.md")) + Files.readString(PROJECT.resolve("CONTRIBUTING.md"));

        assertThat(commands)
                .isNotEmpty()
                .allSatisfy(command -> assertThat(documents).contains("`" + command + "`"));
    }
}
