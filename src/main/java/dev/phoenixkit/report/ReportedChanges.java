package dev.phoenixkit.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.phoenixkit.report.ReportFormat.What;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.Unchanged;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The rows of a report, read again: what became of each, by uuid. */
final class ReportedChanges {

    /** What is wrong with a report that is not what a run writes. */
    static final String DAMAGED =
            "it is no report, or a damaged or unfinished one (a run whose report is unfinished has changed nothing)";

    private static final Set<String> CHANGES = Set.of(What.CHANGE.word(), What.ALREADY.word());

    private final Map<UUID, Decision> byUuid = new HashMap<>();
    private long rowCount;
    private long checksum;

    Map<UUID, Decision> byUuid() {
        return byUuid;
    }

    String rowCount() {
        return String.valueOf(rowCount);
    }

    String checksum() {
        return Long.toHexString(checksum);
    }

    /** Reads the list that the parser is at. */
    void read(JsonParser json) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_OBJECT) {
            readRow(json);
        }
        expect(json.currentToken() == JsonToken.END_ARRAY);
    }

    private void readRow(JsonParser json) throws IOException {
        rowCount++;
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
        expect(what != null);
        if (CHANGES.contains(what)) {
            expect(before != null && after != null);
            Decision decision =
                    What.ALREADY.word().equals(what) ? new Unchanged(before) : new Change(before, after, Set.of());
            checksum += ReportFormat.checksum(decision);
            expect(byUuid.put(uuid, decision) == null);
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

    /** @throws IllegalArgumentException where something does not hold that does in every report */
    static void expect(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not the structure of a report");
        }
    }
}
