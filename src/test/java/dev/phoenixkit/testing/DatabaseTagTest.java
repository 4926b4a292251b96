package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the quick tests quick: a test that uses a server says so by its tag, by which they leave it out. */
class DatabaseTagTest {
    private static final Pattern SERVER =
            Pattern.compile("new TestDatabase\\(|TestDatabase\\.empty|OwnServer\\.builder");

    @Test
    void everyTestThatUsesAServerIsTagged() throws IOException {
        List<Path> using;
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("basedir", ""), "src/test/java"))) {
            using = files.filter(file -> file.toString().endsWith("Test.java"))
                    .filter(file -> SERVER.matcher(contentOf(file.toFile())).find())
                    .toList();
        }
        assertThat(using)
                .hasSizeGreaterThan(30)
                .allSatisfy(file -> assertThat(file).content().contains("@Tag(\"database\")"));
    }
}
