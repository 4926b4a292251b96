package dev.phoenixkit.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The pieces of SQL text that the test support puts together. */
final class Sql {
    private Sql() {}

    /** A name, quoted so that PostgreSQL takes it as it is. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text, or NULL, as a constant, whatever the server takes a backslash in it for. */
    static String literal(String text) {
        if (text == null) {
            return "NULL";
        }
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.contains("\\") ? "E" + quoted.replace("\\", "\\\\") : quoted;
    }

    /** A script that lies beside the tests' classes, with the schema put in place of its placeholder. */
    static String script(String resource, String schema) {
        try (InputStream in = Sql.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("${schema}", identifier(schema));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
