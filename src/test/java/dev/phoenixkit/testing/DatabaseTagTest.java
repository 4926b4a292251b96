package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Keeps the quick tests quick: a test that uses a server says so by its tag, by which they leave it out. Looks for the
 * names in the class files, which takes milliseconds, and an import by ArchUnit seconds.
 */
class DatabaseTagTest {
    private static final List<String> SERVERS = List.of("dev/phoenixkit/testing/TestDatabase;", "OwnServer$Builder;");

    @Test
    void everyTestThatUsesAServerIsTagged() throws Exception {
        List<Class<?>> using = new ArrayList<>();
        for (Class<?> test : tests()) {
            if (usesAServer(test)) {
                using.add(test);
            }
        }
        assertThat(using).contains(V113TablesTest.class, OwnServerTest.class).doesNotContain(SharedServerTest.class);
        assertThat(using).allMatch(DatabaseTagTest::isTagged, "has @Tag(\"database\")");
    }

    private static List<Class<?>> tests() throws Exception {
        Path root = Path.of(DatabaseTagTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> file.toString().endsWith("Test.class")).toList();
        }
        List<Class<?>> tests = new ArrayList<>();
        for (Path file : files) {
            String name = root.relativize(file).toString().replace('/', '.');
            tests.add(Class.forName(
                    name.substring(0, name.length() - ".class".length()),
                    false,
                    DatabaseTagTest.class.getClassLoader()));
        }
        return tests;
    }

    /** Whether the class, or one that it extends, names a server among its fields and calls. */
    private static boolean usesAServer(Class<?> test) throws IOException {
        for (Class<?> type = test; type != Object.class; type = type.getSuperclass()) {
            try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
                String content = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                if (SERVERS.stream().anyMatch(content::contains) && type != DatabaseTagTest.class) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isTagged(Class<?> test) {
        return Arrays.stream(test.getAnnotationsByType(Tag.class))
                .anyMatch(tag -> tag.value().equals("database"));
    }
}
