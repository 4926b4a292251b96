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

/** Reports as another program reads them, held against the schema that the project ships. */
final class ReportJson {
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

    private ReportJson() {}

    /** Any JSON. */
    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in a report; fails where the schema does not allow it. */
    static JsonNode valid(Path report) {
        JsonNode json = parse(text(report));
        assertThat(errors(json)).as("%s", report).isEmpty();
        return json;
    }

    /** What the schema finds wrong. */
    static List<String> errors(JsonNode json) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(parse(text(SCHEMA)));
        List<String> errors = new ArrayList<>();
        schema.validate(json).forEach(error -> errors.add(error.toString()));
        return errors;
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The entry of a row; fails where there is none. */
    static JsonNode row(JsonNode report, String uuid) {
        for (JsonNode row : report.get("rows")) {
            if (row.get("uuid").asText().equals(uuid)) {
                return row;
            }
        }
        throw new AssertionError("the report has no row " + uuid);
    }
}
