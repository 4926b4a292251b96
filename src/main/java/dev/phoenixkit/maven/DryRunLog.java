package dev.phoenixkit.maven;

import dev.phoenixkit.postgres.MigrationRequest;
import dev.phoenixkit.postgres.MigrationResult;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Note;
import dev.phoenixkit.v114.Quoted;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Shows what a run would do: the first changes one by one, the totals of all. */
final class DryRunLog extends MigrationLog {

    private static final int SHOWN = 50;

    private long changes;

    DryRunLog(Log log, MigrationRequest request) {
        super(log, request);
    }

    @Override
    public boolean wantsAllDecisions() {
        return true;
    }

    @Override
    public void decided(Decision decision) {
        super.decided(decision);
        if (decision instanceof Change change && !change.has(Note.ALREADY) && ++changes <= SHOWN) {
            log().info("  " + line(change));
        }
    }

    private static String line(Change change) {
        String notes = change.notes().stream().sorted().map(Note::text).collect(Collectors.joining("; "));
        return change.before().uuid() + "  " + Quoted.of(change.before().key()) + " -> "
                + Quoted.of(change.after().key()) + "  provider "
                + Quoted.of(change.after().body().provider().text()) + ", name "
                + Quoted.of(change.after().body().name().text())
                + (notes.isEmpty() ? "" : "  (" + notes + ")");
    }

    @Override
    public void planned(MigrationResult result) {
        if (changes > SHOWN) {
            log().info("  … and " + (changes - SHOWN) + " more");
        }
        printLists();
        log().info("Dry run: " + count(result.migrated(), "integration") + " would change, " + result.edited()
                + " of them in more than the key; " + count(result.problems(), "problem row")
                + ". Nothing was written, nothing was locked.");
    }

    @Override
    void finished(MigrationResult result, long nanos) {
        if (result.isNothingToDo()) {
            super.finished(result, nanos);
        }
    }
}
