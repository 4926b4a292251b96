package dev.phoenixkit.postgres;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.phoenixkit.postgres.ReportFormat.Outcome;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Misfit;
import dev.phoenixkit.v114.Row;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes the report of a run while it goes on, in memory that does not grow with the rows. The report is complete and on
 * the disk before the commit, with the outcome {@code unknown}; after the commit the outcome is set and the file put in
 * its place. If it cannot be written, nothing is committed.
 */
public final class ReportWriter implements MigrationListener, AutoCloseable {

    private static final int BUFFER = 1 << 16;
    private static final String START = "{\"outcome\":";

    private final Path path;
    private final ReportFile file;
    private final JsonGenerator json;
    private final ReportRows rows;
    private final MigrationRequest request;
    private final long start = System.nanoTime();
    private boolean complete;
    private boolean committed;
    private boolean placed;
    private Census census;
    private MigrationResult result;

    private ReportWriter(Path path, ReportFile file, MigrationRequest request) throws IOException {
        this.path = path;
        this.file = file;
        this.request = request;
        this.json = new JsonFactory().createGenerator(new BufferedOutputStream(file.output(), BUFFER));
        this.rows = new ReportRows(json);
    }

    /**
     * Begins a report.
     *
     * @param path the file to write
     * @param tool the plugin's version
     * @param request the run
     * @param target where it connects to
     * @throws CannotRunException where the file cannot be written
     */
    public static ReportWriter create(Path path, String tool, MigrationRequest request, ConnectionSettings target) {
        try {
            ReportWriter report = new ReportWriter(path, ReportFile.create(path), request);
            report.writeHead(tool, target);
            return report;
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private void writeHead(String tool, ConnectionSettings target) throws IOException {
        json.writeStartObject();
        json.writeFieldName("outcome");
        json.writeRawValue(outcome(Outcome.UNKNOWN));
        json.writeNumberField("format", ReportFormat.VERSION);
        json.writeStringField("tool", "phoenixkit-maven-plugin " + tool);
        json.writeStringField("goal", request.direction().goal());
        json.writeBooleanField("dryRun", request.dryRun());
        json.writeStringField("onProblem", request.problemPolicy().name().toLowerCase(Locale.ROOT));
        json.writeStringField("startedAt", Instant.now().toString());
        json.writeObjectFieldStart("target");
        json.writeStringField("address", target.address());
        json.writeStringField("database", target.database());
        json.writeStringField("schema", request.schema());
        json.writeStringField("user", target.user());
        json.writeEndObject();
    }

    @Override
    public boolean wantsIdentity() {
        return true;
    }

    @Override
    public boolean wantsAllDecisions() {
        return true;
    }

    @Override
    public void ready(ServerInfo server) {
        write(() -> json.writeStringField("server", "PostgreSQL " + server.version()));
    }

    @Override
    public void identified(DatabaseIdentity identity) {
        write(() -> {
            json.writeObjectFieldStart("identity");
            json.writeStringField("systemIdentifier", identity.systemIdentifier());
            json.writeNumberField("databaseOid", identity.databaseOid());
            json.writeEndObject();
        });
    }

    @Override
    public void counted(Census found) {
        census = found;
    }

    @Override
    public void decided(Decision decision) {
        write(() -> rows.decided(decision));
    }

    @Override
    public void unfit(Row row, Misfit misfit) {
        write(() -> rows.unfit(row, misfit));
    }

    @Override
    public void beforeCommit(MigrationResult planned) {
        result = planned;
        write(() -> complete(null));
    }

    @Override
    public void committed(MigrationResult done) {
        committed = true;
        end(Outcome.COMMITTED, "The migration is committed, but its report could not be finished");
    }

    /**
     * Ends the report of a run that returned.
     *
     * @param done what it returned; a committed run's report has been ended before
     */
    public void finished(MigrationResult done) {
        if (!placed) {
            result = done;
            write(() -> complete(null));
            end(
                    done.isNothingToDo() ? Outcome.NOTHING_TO_DO : Outcome.DRY_RUN,
                    "Nothing was changed, but the report could not be finished");
        }
    }

    /**
     * Ends the report of a run that failed. A report that cannot be ended does not hide why the run failed.
     *
     * @param failure why
     */
    public void failed(RuntimeException failure) {
        if (placed || committed) {
            return;
        }
        try {
            boolean unknown = failure instanceof OutcomeUnknownException;
            if (!complete) {
                complete(failure.getMessage());
            }
            end(unknown ? Outcome.UNKNOWN : Outcome.FAILED, "The report could not be finished");
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private void complete(String message) throws IOException {
        rows.end();
        if (result != null) {
            json.writeStringField("versionBefore", result.before().comment());
            json.writeStringField("versionAfter", result.after().comment());
        }
        writeCounts();
        json.writeNumberField(
                "millis", Duration.ofNanos(System.nanoTime() - start).toMillis());
        if (message != null) {
            json.writeStringField("message", message);
        }
        json.writeBooleanField("complete", true);
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
        file.sync();
        complete = true;
    }

    private void writeCounts() throws IOException {
        json.writeObjectFieldStart("counts");
        if (census != null) {
            json.writeNumberField("settings", census.total());
            json.writeNumberField("integrations", census.source(request.direction()));
        }
        if (result != null) {
            json.writeNumberField("migrated", result.migrated());
            json.writeNumberField("migratedWithMoreThanKey", result.edited());
            json.writeNumberField("problems", result.problems());
            json.writeNumberField("unfit", result.unfit());
            json.writeNumberField("millisLocked", result.locked().toMillis());
        }
        json.writeEndObject();
    }

    private void end(Outcome outcome, String consequence) {
        try {
            file.overwrite(START.length(), outcome(outcome).getBytes(StandardCharsets.US_ASCII));
            file.sync();
            file.putInPlace();
            placed = true;
        } catch (IOException e) {
            throw new CannotRunException(consequence + ": " + e + ". It is complete in " + file.part() + ".");
        }
    }

    /** All outcomes take the same room, so that one can take another's place. */
    private static String outcome(Outcome outcome) {
        return String.format("%-16s", "\"" + outcome.word() + "\"");
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static CannotRunException unwritable(Path path, IOException e) {
        return new CannotRunException("The report cannot be written to " + path + ": " + e
                + ". Nothing was changed, since a run that is to be reported is not made without its report. Give another"
                + " file by the parameter report, or make room.");
    }
}
