package dev.phoenixkit.v114;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes a {@link Field} as the JSON value that it is. */
public final class FieldJson {

    private FieldJson() {}

    /**
     * Writes the value, numbers with every digit that they have.
     *
     * @param json where to, at a place for a value
     * @param field a scalar or JSON null
     * @throws IOException from the generator
     * @throws IllegalArgumentException for a field that is absent, an object or an array, which has no value here
     */
    public static void write(JsonGenerator json, Field field) throws IOException {
        switch (field.type()) {
            case STRING -> json.writeString(field.text());
            case NUMBER -> json.writeNumber(field.text());
            case BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(field.text()));
            case NULL -> json.writeNull();
            case ABSENT, OBJECT, ARRAY ->
                throw new IllegalArgumentException("no JSON value for a field of type " + field.type());
        }
    }
}
