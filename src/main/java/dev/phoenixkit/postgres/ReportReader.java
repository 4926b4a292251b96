package dev.phoenixkit.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.phoenixkit.postgres.ReportFormat.Outcome;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the report of an up, for a down that is to undo it. */
public final class ReportReader {

    /** A name may be a number of any length; what PostgreSQL stored is read again. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Set<String> UNDOABLE = Set.of(Outcome.COMMITTED.word(), Outcome.UNKNOWN.word());

    private final Path path;
    private final Map<String, String> fields = new HashMap<>();
    private final Map<UUID, Change> changes = new HashMap<>();
    private String schema;
    private String systemIdentifier;
    private long databaseOid;
    private long rows;
    private long checksum;

    private ReportReader(Path path) {
        this.path = path;
    }

    /**
     * Reads and checks a report.
     *
     * @param path the file
     * @return what the up did
     * @throws CannotRunException where the file cannot be read, is damaged or unfinished, or is not the report of an up
     *     that may have changed something
     */
    public static UpReport read(Path path) {
        ReportReader reader = new ReportReader(path);
        try (JsonParser json = JSON.createParser(path.toFile())) {
            reader.readReport(json);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            // The parser's message may quote the file; where it failed is enough.
            String where = e instanceof JsonProcessingException j && j.getLocation() != null
                    ? " (line " + j.getLocation().getLineNr() + ")"
                    : "";
            throw reader.unusable("it is damaged or unfinished" + where);
        } catch (IOException e) {
            throw reader.unusable("it cannot be read: " + e);
        }
        return reader.checked();
    }

    private UpReport checked() {
        require("complete", "true");
        require("format", String.valueOf(ReportFormat.VERSION));
        if (!String.valueOf(rows).equals(fields.get("rowCount"))
                || !Long.toHexString(checksum).equals(fields.get("checksum"))) {
            throw unusable("it is damaged: its rows do not match its checksum");
        }
        if (!"v114-up".equals(fields.get("goal"))) {
            throw unusable("it is the report of " + fields.get("goal") + ", and that of a v114-up is needed");
        }
        if (!UNDOABLE.contains(fields.get("outcome"))) {
            throw unusable("the up that it reports has changed nothing: its outcome is " + fields.get("outcome"));
        }
        if (schema == null || systemIdentifier == null) {
            throw unusable("it does not say which database and schema it is about");
        }
        return new UpReport(path, new DatabaseIdentity(systemIdentifier, databaseOid), schema, changes);
    }

    private void require(String field, String value) {
        if (!value.equals(fields.get(field))) {
            throw unusable("it is unfinished or of another format: its field " + field + " should be " + value
                    + " and is " + fields.get(field));
        }
    }

    private CannotRunException unusable(String why) {
        return new CannotRunException("The report " + path + " cannot be used to restore: " + why
                + ". Nothing was changed. Give the report of the up to undo (a run that was killed leaves it as"
                + " <report>.part), or leave out restore: then down goes by the ordinary rule.");
    }

    private void readReport(JsonParser json) throws IOException {
        expect(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "target" -> schema = strings(json).get("schema");
                case "identity" -> {
                    Map<String, String> identity = strings(json);
                    systemIdentifier = identity.get("systemIdentifier");
                    databaseOid = Long.parseLong(identity.get("databaseOid"));
                }
                case "rows" -> {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        readRow(json);
                    }
                }
                default -> {
                    fields.put(name, json.getText());
                    if (value.isStructStart()) {
                        json.skipChildren();
                    }
                }
            }
        }
        expect(json.currentToken() == JsonToken.END_OBJECT);
    }

    private void readRow(JsonParser json) throws IOException {
        rows++;
        UUID uuid = null;
        String what = null;
        Row before = null;
        Row after = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "uuid" -> uuid = UUID.fromString(json.getText());
                case "what" -> what = json.getText();
                case "before" -> before = readState(json, uuid);
                case "after" -> after = readState(json, uuid);
                default -> json.skipChildren();
            }
        }
        if ("change".equals(what)) {
            expect(uuid != null && before != null && after != null);
            Change change = new Change(before, after, Set.of());
            checksum += ReportFormat.checksum(change);
            changes.put(uuid, change);
        }
    }

    private static Row readState(JsonParser json, UUID uuid) throws IOException {
        expect(uuid != null && json.currentToken() == JsonToken.START_OBJECT);
        Map<String, Field> state = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            state.put(name, field(json));
        }
        expect(state.containsKey("key") && state.containsKey("module") && state.containsKey("valueJson"));
        Body body = new Body(
                ReportFormat.type(state.get("valueJson").text()),
                state.getOrDefault("provider", Field.ABSENT),
                state.getOrDefault("name", Field.ABSENT));
        return new Row(uuid, state.get("key").text(), state.get("module").text(), body);
    }

    /** Numbers keep their text, every digit of it. */
    private static Field field(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> Field.string(json.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Field(JsonType.NUMBER, json.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Field(JsonType.BOOLEAN, json.getText());
            case VALUE_NULL -> new Field(JsonType.NULL, null);
            case START_OBJECT -> composite(json, JsonType.OBJECT);
            case START_ARRAY -> composite(json, JsonType.ARRAY);
            default -> throw new IllegalArgumentException("no value");
        };
    }

    private static Field composite(JsonParser json, JsonType type) throws IOException {
        json.skipChildren();
        return new Field(type, null);
    }

    private static Map<String, String> strings(JsonParser json) throws IOException {
        Map<String, String> strings = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            strings.put(name, json.getText());
            json.skipChildren();
        }
        return strings;
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not the expected structure");
        }
    }
}
