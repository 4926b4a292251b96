package dev.phoenixkit.report;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.FieldJson;
import dev.phoenixkit.v114.JsonType;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Lines of a report to JSON and back. Only here Jackson's databind is used, so that a run without a report loads none. */
final class ReportJson {
    private static final byte[] START = "{\"type\":\"run\",".getBytes(StandardCharsets.US_ASCII);

    /** Provider and name can be as long as PostgreSQL lets them be; what it stored is read again. */
    static final JsonMapper MAPPER = JsonMapper.builder(new JsonFactoryBuilder()
                    .rootValueSeparator("")
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNumberLength(Integer.MAX_VALUE)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
            .addModule(new SimpleModule()
                    .addSerializer(Field.class, new FieldSerializer())
                    .addDeserializer(Field.class, new FieldDeserializer()))
            .build();

    private static final ObjectReader READER = MAPPER.readerFor(ReportLine.class);

    private ReportJson() {}

    /** Empty where it is no line of a report. The parser's message may quote the file, so it goes nowhere. */
    static Optional<ReportLine> parse(String line) {
        try {
            return Optional.of(READER.readValue(line));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The lines of a report; nothing where the file begins with something else, since its lines may be endless. */
    static Optional<BufferedReader> lines(InputStream content) throws IOException {
        BufferedInputStream in = new BufferedInputStream(content);
        in.mark(START.length);
        boolean begins = Arrays.equals(in.readNBytes(START.length), START);
        in.reset();
        return begins
                ? Optional.of(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)))
                : Optional.empty();
    }

    /** Of an object or array, whose content is never read, only the kind is written; what is absent is empty. */
    private static final class FieldSerializer extends JsonSerializer<Field> {
        @Override
        public void serialize(Field field, JsonGenerator json, SerializerProvider provider) throws IOException {
            switch (field.type()) {
                case OBJECT -> json.writeRawValue("{}");
                case ARRAY -> json.writeRawValue("[]");
                default -> FieldJson.write(json, field);
            }
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Field field) {
            return field.type() == JsonType.ABSENT;
        }
    }

    /** Numbers keep their text, every digit of it. */
    private static final class FieldDeserializer extends JsonDeserializer<Field> {
        @Override
        public Field deserialize(JsonParser json, DeserializationContext context) throws IOException {
            JsonToken first = json.currentToken();
            json.skipChildren();
            return switch (first) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Field(JsonType.NUMBER, json.getText());
                case VALUE_TRUE, VALUE_FALSE -> new Field(JsonType.BOOLEAN, json.getText());
                case START_OBJECT -> new Field(JsonType.OBJECT, null);
                case START_ARRAY -> new Field(JsonType.ARRAY, null);
                default -> Field.string(json.getText().intern());
            };
        }

        @Override
        public Field getNullValue(DeserializationContext context) {
            return new Field(JsonType.NULL, null);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Field.ABSENT;
        }
    }
}
