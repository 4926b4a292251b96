package dev.phoenixkit.report;

import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.report.ReportLine.FindingLine;
import dev.phoenixkit.report.ReportLine.OutcomeLine;
import dev.phoenixkit.report.ReportLine.PreparedLine;
import dev.phoenixkit.report.ReportLine.RowLine;
import dev.phoenixkit.report.ReportLine.SchemaLine;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.ShapeMismatch;
import dev.phoenixkit.v114.Undo;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds what becomes of one schema to a report while it happens, in memory that does not grow with the rows. All that a
 * restore needs is on the disk before the commit; if it cannot be written, nothing is committed.
 */
public final class ReportWriter implements MigrationListener {
    private final Report report;
    private final String schema;
    private final long start = System.nanoTime();
    private final Map<String, Long> reached = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private ServerInfo server;
    private SchemaVersion version;
    private DatabaseIdentity identity;
    private RowCounts settings;
    private long rows;
    private long checksum;
    private boolean schemaWritten;
    private boolean prepared;
    private boolean ended;

    /** Reports a run on a schema: of an up or down every row, of a status those that are odd or a down would rename. */
    public ReportWriter(Report report, String schema) {
        this.report = report;
        this.schema = schema;
    }

    @Override
    public boolean wantsIdentity() {
        return report.wantsIdentity();
    }

    @Override
    public boolean wantsAllDecisions() {
        return true;
    }

    @Override
    public void ready(ServerInfo found) {
        server = found;
        reached("ready");
    }

    @Override
    public void found(SchemaVersion found) {
        version = found;
    }

    @Override
    public void identified(DatabaseIdentity found) {
        report.requireSame(found);
        identity = found;
    }

    @Override
    public void counted(SchemaVersion found, RowCounts counted) {
        version = found;
        settings = counted;
        reached("counted");
    }

    @Override
    public void retrying(String why) {
        require(() -> end("rolledBack", null, why));
        reached.keySet().retainAll(Set.of("ready"));
        counts.clear();
        rows = 0;
        checksum = 0;
        schemaWritten = false;
        prepared = false;
        ended = false;
    }

    @Override
    public void decided(Decision decision) {
        boolean renamed = decision instanceof Change change && change.has(ChangeNote.RENAMED);
        if (!report.run.isStatus() || renamed || decision instanceof Problem) {
            checksum += Undo.of(decision).checksum();
            add(RowLine.of(schema, decision));
        }
    }

    @Override
    public void mismatched(Row row, ShapeMismatch mismatch) {
        add(RowLine.of(schema, row, mismatch));
    }

    @Override
    public void noted(Finding finding) {
        counts.merge(finding.kind().name(), 1L, Long::sum);
        require(() -> append(FindingLine.of(schema, finding), false));
    }

    private void add(RowLine row) {
        rows++;
        counts.merge(row.decision(), 1L, Long::sum);
        if (row.notes() != null) {
            row.notes().forEach(note -> counts.merge(note.name(), 1L, Long::sum));
        }
        require(() -> append(row, false));
    }

    @Override
    public void planned(MigrationResult result) {
        reached("prepared");
    }

    @Override
    public void beforeCommit(MigrationResult result) {
        reached("prepared");
        int from = result.before().number();
        int to = result.after().number();
        require(() -> append(new PreparedLine("prepared", schema, from, to, rows, Long.toHexString(checksum)), true));
        report.writePage();
        prepared = true;
    }

    @Override
    public void committed(MigrationResult result) {
        try {
            end("committed", result, null);
        } catch (IOException e) {
            report.warn("The migration is committed, but the last line of its report " + report
                    + " could not be written: " + e + ". All that restore needs is there.");
        }
    }

    /** Ends the report of a run that returned; that of a committed one has been ended before. */
    public void finished(MigrationResult result) {
        if (!ended) {
            require(() -> end(result.isNothingToDo() ? "nothingToDo" : "rolledBack", result, null));
        }
    }

    /**
     * Ends the report of a look at a schema.
     *
     * @param obstacle what keeps its rows from being looked at, where something does
     */
    public void read(Optional<String> obstacle) {
        require(() -> end("read", null, obstacle.orElse(null)));
    }

    /** Ends the report of a run that failed, unless it may be committed. A failure to do so does not hide the first. */
    public void failed(RuntimeException failure) {
        boolean rolledBack = !prepared || Failures.isRolledBack(failure);
        try {
            if (!ended && rolledBack) {
                end("failed", null, String.valueOf(failure.getMessage()));
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void end(String type, MigrationResult result, String message) throws IOException {
        ended = true;
        Long locked = result == null ? null : (Long) result.locked().toMillis();
        append(new OutcomeLine(type, schema, counts, reached, millis(), locked, message), true);
    }

    private void reached(String what) {
        reached.put(what, millis());
    }

    private long millis() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** What was found comes first, as soon as all of it is known or something else is to be said. */
    private void append(ReportLine line, boolean sync) throws IOException {
        if (version != null && !schemaWritten && (identity != null || !wantsIdentity())) {
            schemaWritten = true;
            // A comment that is no number is no version; the message tells of it.
            Integer number = version.isNumber() ? (Integer) version.number() : null;
            String product = "PostgreSQL " + server.version();
            report.append(new SchemaLine("schema", schema, number, product, identity, settings), false);
        }
        report.append(line, sync);
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void require(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw report.unwritable(e);
        }
    }
}
