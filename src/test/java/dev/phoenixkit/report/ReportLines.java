package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A report as another program reads it, each line held against the schema that the project ships. */
record ReportLines(List<JsonNode> all) {
    static final Path SCHEMA = Path.of("docs", "report.schema.json");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static {
        MAPPER.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(Integer.MAX_VALUE)
                        .build());
    }

    private static final Schema LINES = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(parse(text(SCHEMA)));

    /** Any JSON. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in a report; fails where the schema does not allow it, or the last line is not ended. */
    static ReportLines of(Path report) {
        String text = text(report);
        assertThat(text).endsWith("\n");
        List<JsonNode> lines = text.lines().map(ReportLines::parse).toList();
        assertThat(lines)
                .allSatisfy(line -> assertThat(errors(line)).as("%s", line).isEmpty());
        return new ReportLines(lines);
    }

    /** What the schema finds wrong. */
    static List<String> errors(JsonNode line) {
        List<String> errors = new ArrayList<>();
        LINES.validate(line).forEach(error -> errors.add(error.toString()));
        return errors;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The types of all lines, one after the other. */
    List<String> types() {
        return all.stream().map(line -> line.get("type").asText()).toList();
    }

    /** The last line of a type; fails where there is none. */
    JsonNode last(String type) {
        return all(type).get(all(type).size() - 1);
    }

    List<JsonNode> all(String type) {
        return all.stream()
                .filter(line -> line.get("type").asText().equals(type))
                .toList();
    }

    /** The last line of all. */
    JsonNode end() {
        return all.get(all.size() - 1);
    }

    String outcome() {
        return end().get("type").asText();
    }

    /** The last line of a row; fails where there is none. */
    JsonNode row(String uuid) {
        return all("row").stream()
                .filter(row -> row.get("uuid").asText().equals(uuid))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("the report has no row " + uuid));
    }
}
