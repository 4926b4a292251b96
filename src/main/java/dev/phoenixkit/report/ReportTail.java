package dev.phoenixkit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;

/**
 * The end of a report, after its rows: what the run came to.
 *
 * @param direction which way the run went
 * @param before the version that was found; null where the run did not get so far
 * @param counts the counted table; null likewise
 * @param result what was done or would be; null where the run failed
 * @param duration from the beginning of the report
 * @param message why the run failed; null where it did not
 */
record ReportTail(
        Direction direction,
        SchemaVersion before,
        RowCounts counts,
        MigrationResult result,
        Duration duration,
        String message) {

    /** The text that makes the report complete; it goes on with the object that the head began. */
    byte[] bytes(ReportRows rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("rowCount", rows.count());
            json.writeStringField("checksum", rows.checksum());
            version(json, "versionBefore", before);
            version(json, "versionAfter", result == null ? null : result.after());
            counts(json, rows);
            json.writeNumberField("millis", duration.toMillis());
            if (result != null) {
                json.writeNumberField("millisLocked", result.locked().toMillis());
            }
            if (message != null) {
                json.writeStringField("message", message);
            }
            json.writeBooleanField("complete", true);
            json.writeEndObject();
            json.writeRaw('\n');
        }
        byte[] tail = bytes.toByteArray();
        tail[0] = ',';
        return tail;
    }

    private void counts(JsonGenerator json, ReportRows rows) throws IOException {
        json.writeObjectFieldStart("counts");
        if (counts != null) {
            json.writeNumberField("settings", counts.total());
            json.writeNumberField("integrations", counts.source(direction));
        }
        rows.writeCounts(json);
        json.writeEndObject();
    }

    /** A comment that is no number is no version; the message tells of it. */
    private static void version(JsonGenerator json, String field, SchemaVersion version) throws IOException {
        if (version != null && version.isNumber()) {
            json.writeNumberField(field, version.number());
        }
    }
}
