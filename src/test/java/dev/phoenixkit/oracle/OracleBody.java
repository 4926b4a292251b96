package dev.phoenixkit.oracle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** A body that is an object. Its numbers keep every digit, trailing zeros included. */
record OracleBody(ObjectNode json) {
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** The object in this text; empty where it is SQL NULL or a JSON value of another kind. */
    static Optional<OracleBody> of(String text) {
        try {
            JsonNode json = text == null ? null : MAPPER.readTree(text);
            return json instanceof ObjectNode object ? Optional.of(new OracleBody(object)) : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static OracleBody empty() {
        return new OracleBody(MAPPER.createObjectNode());
    }

    OracleField field(String name) {
        JsonNode value = json.path(name);
        boolean isMissing = value.isMissingNode()
                || value.isNull()
                || value.isTextual() && value.textValue().isEmpty();
        String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
        return new OracleField(isMissing, value.isContainerNode(), value.isTextual() && !isMissing, text);
    }

    OracleBody withText(String name, String text) {
        return new OracleBody(json.deepCopy().put(name, text));
    }

    /** The object as JSON, not in PostgreSQL's form: the server is asked for that. */
    String text() {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
