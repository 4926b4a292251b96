package dev.phoenixkit.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of rules in {@code docs/testing.md}: the tests that it names are there. */
class DocumentedTestsTest {
    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));
    private static final Path SOURCES = PROJECT.resolve("src/test/java");

    /** {@code Class.method} or {@code Class.Nested.method}. */
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))((?:\\.[A-Z]\\w+)?)\\.([a-z]\\w+)`");

    @Test
    void everyTestThatTheTableNamesIsThere() throws IOException {
        List<String> lines = Files.readAllLines(PROJECT.resolve("docs/testing.md"));
        List<String> table = lines.subList(lines.indexOf("## The rules and their tests"), lines.size());
        int named = 0;
        for (String line : table) {
            for (var test : TEST.matcher(line).results().toList()) {
                assertThat(source(test.group(1)))
                        .as(test.group())
                        .contains(" " + test.group(2).replace(".", "class "))
                        .contains("void " + test.group(3) + "(");
                named++;
            }
        }
        assertThat(named).isGreaterThan(50);
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Path file = files.filter(source -> source.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("there is no class " + test));
            return Files.readString(file);
        }
    }
}
