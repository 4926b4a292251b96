package dev.phoenixkit.maven;

import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.status.SchemaStatus;
import dev.phoenixkit.status.SchemaStatus.Rows;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.IntegrationKey;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Quoted;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.ShapeMismatch;
import org.apache.maven.plugin.logging.Log;

/** Tells the state of one schema: one line, and lists of what stands out. */
final class StatusLog implements MigrationListener {

    private final Log log;
    private final TruncatedList<String> mismatched;
    private final TruncatedList<String> problemsUp;
    private final TruncatedList<String> problemsDown;
    private final TruncatedList<String> renamed;
    private final FindingLog findings = new FindingLog();
    private ServerInfo server;

    /** @param shows whether rows are to be shown one by one; else they are only counted */
    StatusLog(Log log, boolean shows) {
        this.log = log;
        int limit = shows ? TruncatedList.LIMIT : 0;
        mismatched = new TruncatedList<>(limit);
        problemsUp = new TruncatedList<>(limit);
        problemsDown = new TruncatedList<>(limit);
        renamed = new TruncatedList<>(limit);
    }

    long problemsUp() {
        return problemsUp.total();
    }

    long problemsDown() {
        return problemsDown.total();
    }

    long renamed() {
        return renamed.total();
    }

    @Override
    public void ready(ServerInfo found) {
        server = found;
    }

    @Override
    public void mismatched(Row row, ShapeMismatch mismatch) {
        mismatched.add(row.describe() + ": " + mismatch.text());
    }

    @Override
    public void decided(Decision decision) {
        if (decision instanceof Problem problem) {
            boolean up = IntegrationKey.isComposite(problem.before().key());
            (up ? problemsUp : problemsDown).add(problem.describe());
        } else if (decision instanceof Change change && change.has(ChangeNote.RENAMED)) {
            renamed.add(change.before().describe() + " would be "
                    + Quoted.of(change.after().key()));
        }
    }

    @Override
    public void noted(Finding finding) {
        findings.noted(finding);
    }

    void print(SchemaStatus status) {
        String where =
                "PostgreSQL " + server.version() + ", schema " + status.schema() + ": version " + status.version();
        status.rows()
                .ifPresentOrElse(
                        rows -> print(where, status, rows), () -> log.info(where + ". Its rows cannot be looked at:"));
        status.obstacle().ifPresent(log::warn);
        findings.print(log);
    }

    private void print(String where, SchemaStatus status, Rows rows) {
        RowCounts counts = rows.counts();
        long ordinary = counts.total() - counts.composite() - counts.uuidKeyed();
        log.info(where + ", " + MigrationLog.count(counts.total(), "setting") + ": " + counts.composite()
                + " keyed provider:name (" + counts.unnamed() + " without a name), " + counts.uuidKeyed()
                + " keyed by uuid, " + ordinary + " ordinary. Not fitting the version: "
                + rows.mismatched().map(String::valueOf).orElse("unknown") + ". Problem rows: " + problemsUp.total()
                + " for up, " + problemsDown.total() + " for down. Down would rename " + renamed.total() + ".");
        MigrationLog.print(mismatched, "Rows that do not fit version " + status.version() + ":", log::warn);
        MigrationLog.print(problemsUp, "Rows in the way of v114-up:", log::warn);
        MigrationLog.print(problemsDown, "Rows in the way of v114-down:", log::warn);
        MigrationLog.print(renamed, "Connections that v114-down would rename:", log::info);
    }
}
