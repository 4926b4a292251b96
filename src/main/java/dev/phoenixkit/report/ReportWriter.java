package dev.phoenixkit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.report.ReportFormat.Outcome;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.ShapeMismatch;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Writes the report of a run while it goes on, in memory that does not grow with the rows. The report is complete and on
 * the disk before the commit, with the outcome {@code unknown}; after the commit the outcome is set and the file put in
 * its place. If it cannot be written, nothing is committed.
 */
public final class ReportWriter implements MigrationListener, AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private enum State {
        /** Rows may still come; a commit has not been sent. */
        WRITING,
        /** Something could not be written, so what stands there is of no use; a commit has not been sent. */
        BROKEN,
        /** Complete and on the disk; a commit may have been sent. */
        COMPLETE,
        /** The run is committed, whatever becomes of its report. */
        COMMITTED,
        PLACED
    }

    private final Path path;
    private final ReportFile file;
    private final JsonGenerator json;
    private final ReportRows rows;
    private final MigrationRequest request;
    private final long start = System.nanoTime();
    private State state = State.WRITING;
    private long tailPosition;
    private SchemaVersion before;
    private RowCounts counts;
    private MigrationResult result;

    private ReportWriter(Path path, ReportFile file, MigrationRequest request) throws IOException {
        this.path = path;
        this.file = file;
        this.request = request;
        // Needs no closing: the file is closed by itself, and what is in the buffer then is of no use.
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
            ReportFile file = ReportFile.create(path);
            try {
                ReportWriter report = new ReportWriter(path, file, request);
                new ReportHead(tool, request, target).write(report.json);
                // A disk without room is found here, before anything else is done.
                report.json.flush();
                return report;
            } catch (IOException e) {
                file.discard();
                throw e;
            }
        } catch (IOException e) {
            throw ReportFile.unwritable(path, e);
        }
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
    public void found(SchemaVersion version) {
        before = version;
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
    public void counted(SchemaVersion version, RowCounts found) {
        counts = found;
        before = version;
    }

    @Override
    public void decided(Decision decision) {
        write(() -> rows.decided(decision));
    }

    @Override
    public void mismatched(Row row, ShapeMismatch misfit) {
        write(() -> rows.unfit(row, misfit));
    }

    @Override
    public void beforeCommit(MigrationResult planned) {
        result = planned;
        write(() -> complete(null));
    }

    @Override
    public void committed(MigrationResult done) {
        state = State.COMMITTED;
        try {
            set(Outcome.COMMITTED);
            place();
        } catch (IOException e) {
            throw new CannotRunException("The migration is committed, but its report could not be put in its place "
                    + path + ": " + e + ". It is complete in " + file.part() + ", where it serves to restore as well."
                    + " Restart the application's nodes now.");
        }
    }

    /**
     * Ends the report of a run that returned.
     *
     * @param done what it returned; a committed run's report has been ended before
     */
    public void finished(MigrationResult done) {
        if (state == State.WRITING) {
            result = done;
            write(() -> {
                set(done.isNothingToDo() ? Outcome.NOTHING_TO_DO : Outcome.DRY_RUN);
                complete(null);
                place();
            });
        }
    }

    /**
     * Ends the report of a run that failed. A report that cannot be ended does not hide why the run failed; one that
     * could not be written is taken away.
     *
     * @param failure why
     * @return whether the report is in its place
     */
    public boolean failed(RuntimeException failure) {
        try {
            if (state == State.WRITING || state == State.COMPLETE && Failures.isRolledBack(failure)) {
                result = null;
                set(Outcome.FAILED);
                complete(failure.getMessage());
                place();
            } else if (state == State.COMPLETE) {
                place();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
            breakOff();
        }
        if (state == State.BROKEN) {
            file.discard();
        }
        return state == State.PLACED;
    }

    private void breakOff() {
        state = state == State.WRITING ? State.BROKEN : state;
    }

    /** Where files are now that were in the report's way. */
    public List<Path> movedAside() {
        return List.copyOf(file.movedAside());
    }

    @Override
    public void close() {
        file.close();
    }

    private void complete(String message) throws IOException {
        if (state == State.WRITING) {
            rows.end();
            json.flush();
            tailPosition = file.position();
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        ReportTail tail = new ReportTail(request.direction(), before, counts, result, duration, message);
        file.end(tailPosition, tail.bytes(rows));
        file.sync();
        state = State.COMPLETE;
    }

    /** Only an outcome that the commit decides is set after the rest is on the disk. */
    private void set(Outcome outcome) throws IOException {
        file.overwrite(ReportFormat.OUTCOME_POSITION, outcome.padded().getBytes(StandardCharsets.US_ASCII));
    }

    private void place() throws IOException {
        file.sync();
        file.putInPlace();
        state = State.PLACED;
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void write(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            breakOff();
            throw ReportFile.unwritable(path, e);
        }
    }
}
