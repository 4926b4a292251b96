package dev.phoenixkit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.report.ReportFormat.Outcome;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/**
 * The beginning of a report, before anything is known of the database: what is to be done, and where.
 *
 * @param tool the plugin's version
 * @param request the run
 * @param target where it connects to
 */
record ReportHead(String tool, MigrationRequest request, ConnectionSettings target) {

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeFieldName(ReportFormat.OUTCOME);
        json.writeRawValue(Outcome.UNKNOWN.padded());
        json.writeNumberField("format", ReportFormat.VERSION);
        json.writeStringField("tool", "phoenixkit-maven-plugin " + tool);
        json.writeStringField("goal", request.direction().goal());
        json.writeBooleanField("dryRun", request.dryRun());
        json.writeStringField("onProblem", request.problemPolicy().name().toLowerCase(Locale.ROOT));
        if (request.restore().isPresent()) {
            json.writeStringField("restore", request.restore().get().file().toString());
        }
        json.writeStringField("startedAt", Instant.now().toString());
        json.writeObjectFieldStart("target");
        json.writeStringField("address", target.address());
        json.writeStringField("database", target.database());
        json.writeStringField("schema", request.schema());
        json.writeStringField("user", target.user());
        json.writeEndObject();
    }
}
