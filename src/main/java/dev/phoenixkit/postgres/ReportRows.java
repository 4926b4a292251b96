package dev.phoenixkit.postgres;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.FieldJson;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Misfit;
import dev.phoenixkit.v114.Note;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Row;
import java.io.IOException;

/** The rows of a report, a line each. */
final class ReportRows {

    private final JsonGenerator json;
    private boolean begun;
    private long count;
    private long checksum;

    ReportRows(JsonGenerator json) {
        this.json = json;
    }

    void decided(Decision decision) throws IOException {
        if (decision instanceof Change change) {
            change(change);
        } else if (decision instanceof Problem problem) {
            begin("problem", problem.before());
            json.writeStringField("reason", problem.reason().name());
            json.writeStringField("problem", problem.what());
            json.writeStringField("remedy", problem.remedy());
            state("before", problem.before());
            json.writeEndObject();
        }
    }

    private void change(Change change) throws IOException {
        checksum += ReportFormat.checksum(change);
        begin("change", change.before());
        json.writeArrayFieldStart("notes");
        for (Note note : Note.values()) {
            if (change.has(note)) {
                json.writeString(note.name());
            }
        }
        json.writeEndArray();
        state("before", change.before());
        state("after", change.after());
        json.writeEndObject();
    }

    void unfit(Row row, Misfit misfit) throws IOException {
        begin("unfit", row);
        json.writeStringField("reason", misfit.name());
        json.writeStringField("problem", misfit.text());
        state("before", row);
        json.writeEndObject();
    }

    /** Ends the list, and says how many rows it has and what their checksum is. */
    void end() throws IOException {
        beginList();
        json.writeEndArray();
        json.writeNumberField("rowCount", count);
        json.writeStringField("checksum", Long.toHexString(checksum));
    }

    private void begin(String what, Row row) throws IOException {
        beginList();
        count++;
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField("uuid", row.uuidKey());
        json.writeStringField("what", what);
    }

    private void beginList() throws IOException {
        if (!begun) {
            begun = true;
            json.writeArrayFieldStart("rows");
        }
    }

    private void state(String name, Row row) throws IOException {
        Body body = row.body();
        json.writeObjectFieldStart(name);
        json.writeStringField("key", row.key());
        json.writeStringField("module", row.module());
        json.writeStringField("valueJson", ReportFormat.word(body.type()));
        field("provider", body.provider());
        field("name", body.name());
        json.writeEndObject();
    }

    /** A field that is not there is left out; of an object or array, whose content is never read, only the kind stands. */
    private void field(String name, Field field) throws IOException {
        if (field.type() == JsonType.ABSENT) {
            return;
        }
        json.writeFieldName(name);
        switch (field.type()) {
            case OBJECT -> json.writeRawValue("{}");
            case ARRAY -> json.writeRawValue("[]");
            default -> FieldJson.write(json, field);
        }
    }
}
