package dev.phoenixkit.maven;

import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import org.apache.maven.plugin.logging.Log;

/** Shows what a run would do: the first changes one by one, the totals of all. */
final class DryRunLog extends MigrationLog {

    private final DryRunTable table;

    DryRunLog(Log log, String schema, MigrationRequest request) {
        super(log, schema, request);
        table = new DryRunTable(request.direction());
    }

    @Override
    public boolean wantsAllDecisions() {
        return true;
    }

    @Override
    public void decided(Decision decision) {
        super.decided(decision);
        if (decision instanceof Change change) {
            table.add(change);
        }
    }

    @Override
    public void planned(MigrationResult result) {
        table.print(log()::info);
        printLists(result);
        log().info("Dry run: " + count(result.migrated(), "integration") + " would change" + notes(result) + "; "
                + count(result.problems(), "problem row") + ". Nothing was written, nothing was locked.");
    }

    @Override
    void finished(MigrationResult result, long nanos) {
        if (result.isNothingToDo()) {
            super.finished(result, nanos);
        }
    }
}
