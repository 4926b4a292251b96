package dev.phoenixkit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.phoenixkit.report.ReportFormat.What;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.FieldJson;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.ShapeMismatch;
import dev.phoenixkit.v114.Unchanged;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/** The rows of a report, a line each, and what they add up to. */
final class ReportRows {

    private final JsonGenerator json;
    private final Map<What, Long> counts = new EnumMap<>(What.class);
    private final Map<ChangeNote, Long> notes = new EnumMap<>(ChangeNote.class);
    private boolean begun;
    private long checksum;

    ReportRows(JsonGenerator json) {
        this.json = json;
        for (What what : What.values()) {
            counts.put(what, 0L);
        }
        for (ChangeNote note : ChangeNote.values()) {
            notes.put(note, 0L);
        }
    }

    void decided(Decision decision) throws IOException {
        if (decision instanceof Change change) {
            change(change);
        } else if (decision instanceof Unchanged unchanged) {
            checksum += ReportFormat.checksum(unchanged);
            begin(What.ALREADY, unchanged.before());
            states(unchanged);
        } else if (decision instanceof Problem problem) {
            begin(What.PROBLEM, problem.before());
            json.writeStringField("reason", problem.reason().name());
            json.writeStringField("problem", problem.what());
            json.writeStringField("remedy", problem.remedy());
            state("before", problem.before());
            json.writeEndObject();
        }
    }

    private void change(Change change) throws IOException {
        checksum += ReportFormat.checksum(change);
        begin(What.CHANGE, change.before());
        json.writeArrayFieldStart("notes");
        for (ChangeNote note : ChangeNote.values()) {
            if (change.has(note)) {
                notes.merge(note, 1L, Long::sum);
                json.writeString(note.name());
            }
        }
        json.writeEndArray();
        states(change);
    }

    private void states(Decision decision) throws IOException {
        state("before", decision.before());
        state("after", decision.after());
        json.writeEndObject();
    }

    void unfit(Row row, ShapeMismatch misfit) throws IOException {
        begin(What.UNFIT, row);
        json.writeStringField("reason", misfit.name());
        json.writeStringField("problem", misfit.text());
        state("before", row);
        json.writeEndObject();
    }

    /** Ends the list. */
    void end() throws IOException {
        beginList();
        json.writeEndArray();
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    String checksum() {
        return Long.toHexString(checksum);
    }

    /** How many rows of each kind there are, and how many changes have each note, as fields. */
    void writeCounts(JsonGenerator out) throws IOException {
        for (What what : What.values()) {
            out.writeNumberField(what.plural(), counts.get(what));
        }
        out.writeObjectFieldStart("notes");
        for (ChangeNote note : ChangeNote.values()) {
            out.writeNumberField(note.name(), notes.get(note));
        }
        out.writeEndObject();
    }

    private void beginList() throws IOException {
        if (!begun) {
            begun = true;
            json.writeArrayFieldStart("rows");
        }
    }

    private void begin(What what, Row row) throws IOException {
        beginList();
        counts.merge(what, 1L, Long::sum);
        json.writeRaw('\n');
        json.writeStartObject();
        json.writeStringField("uuid", row.uuidKey());
        json.writeStringField("what", what.word());
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
