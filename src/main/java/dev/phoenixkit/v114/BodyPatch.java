package dev.phoenixkit.v114;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What has to be done to a body, so that the body itself never travels: fields to merge into it, fields to drop.
 *
 * @param merge a JSON object to merge, as text; null where nothing is merged
 * @param drop names of fields to remove, before merging; mostly empty
 * @param becomes the type of the body afterwards; {@link JsonType#ABSENT} and {@link JsonType#NULL} replace all of it
 */
public record BodyPatch(String merge, List<String> drop, JsonType becomes) {

    private static final BodyPatch NONE = new BodyPatch(null, List.of(), JsonType.OBJECT);

    /** Loaded with the first body that changes: where all have both fields, Jackson is not needed. */
    private static final class Json {
        static final JsonFactory FACTORY = new JsonFactory();
    }

    /** The patch that turns the body of a change's row before into the one after, as far as V114 owns it. */
    public static BodyPatch of(Change change) {
        Body before = change.before().body();
        Body after = change.after().body();
        if (after.type() != JsonType.OBJECT) {
            return new BodyPatch(null, List.of(), after.type());
        }
        if (after.equals(before)) {
            return NONE;
        }
        List<String> drop = new ArrayList<>(0);
        StringWriter text = new StringWriter();
        boolean merges = false;
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            json.writeStartObject();
            merges |= write(json, "provider", before.provider(), after.provider(), drop);
            merges |= write(json, "name", before.name(), after.name(), drop);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        boolean becomesObject = before.type() != JsonType.OBJECT;
        return new BodyPatch(merges || becomesObject ? text.toString() : null, List.copyOf(drop), JsonType.OBJECT);
    }

    private static boolean write(JsonGenerator json, String name, Field before, Field after, List<String> drop)
            throws IOException {
        if (before.equals(after)) {
            return false;
        }
        if (after.type() == JsonType.ABSENT) {
            drop.add(name);
            return false;
        }
        json.writeFieldName(name);
        FieldJson.write(json, after);
        return true;
    }
}
