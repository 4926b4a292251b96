package dev.phoenixkit.maven;

import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.preflight.ServerInfo;
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

    private static final int LISTED = 200;

    private final Log log;
    private final LimitedList unfit = new LimitedList(LISTED);
    private final LimitedList problemsUp = new LimitedList(LISTED);
    private final LimitedList problemsDown = new LimitedList(LISTED);
    private final LimitedList renamed = new LimitedList(LISTED);
    private ServerInfo server;

    StatusLog(Log log) {
        this.log = log;
    }

    @Override
    public void ready(ServerInfo found) {
        server = found;
    }

    @Override
    public void unfit(Row row, ShapeMismatch misfit) {
        unfit.add(row.describe() + ": " + misfit.text());
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

    void print(SchemaStatus status) {
        String where =
                "PostgreSQL " + server.version() + ", schema " + status.schema() + ": version " + status.version();
        status.rows()
                .ifPresentOrElse(
                        rows -> print(where, status, rows), () -> log.info(where + ". Its rows cannot be looked at:"));
        status.obstacle().ifPresent(log::warn);
    }

    private void print(String where, SchemaStatus status, Rows rows) {
        RowCounts census = rows.census();
        long ordinary = census.total() - census.composite() - census.uuidKeyed();
        log.info(where + ", " + MigrationLog.count(census.total(), "setting") + ": " + census.composite()
                + " keyed provider:name (" + rows.withoutName() + " without a name), " + census.uuidKeyed()
                + " keyed by uuid, " + ordinary + " ordinary. Not fitting the version: "
                + rows.unfit().map(String::valueOf).orElse("unknown") + ". Problem rows: " + problemsUp.total()
                + " for up, " + problemsDown.total() + " for down. Down would rename " + renamed.total() + ".");
        unfit.print("Rows that do not fit version " + status.version() + ":", log::warn);
        problemsUp.print("Rows in the way of v114-up:", log::warn);
        problemsDown.print("Rows in the way of v114-down:", log::warn);
        renamed.print("Connections that v114-down would rename:", log::info);
    }
}
