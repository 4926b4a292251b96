package dev.phoenixkit.maven;

import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.ProblemPolicy;
import dev.phoenixkit.migrate.RestoreSource;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.IntegrationKey;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Quoted;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.ShapeMismatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.maven.plugin.logging.Log;

/** Tells the operator what a run finds and does. What was done is only told once it is committed. */
class MigrationLog implements MigrationListener {

    private static final int LISTED = 200;
    private static final long WAITING_LINES_EVERY = 5_000_000_000L;

    private final Log log;
    private final MigrationRequest request;
    private final LimitedList renamed = new LimitedList(LISTED);
    private final LimitedList drifted = new LimitedList(LISTED);
    private final LimitedList problems = new LimitedList(LISTED);
    private final LimitedList unfit = new LimitedList(LISTED);
    private final Totals totals = new Totals();
    private long known;
    private Long lastWaitingLine;

    MigrationLog(Log log, MigrationRequest request) {
        this.log = log;
        this.request = request;
    }

    final Log log() {
        return log;
    }

    @Override
    public void ready(ServerInfo server) {
        log.info("PostgreSQL " + server.version() + ", database " + server.database() + ", as " + server.user());
    }

    @Override
    public void waitingForLock(String holders) {
        long now = System.nanoTime();
        if (lastWaitingLine == null || now - lastWaitingLine > WAITING_LINES_EVERY) {
            lastWaitingLine = now;
            log.info("Waiting for the lock on the tables, up to "
                    + request.lockTimeout().toSeconds() + " s. In the way: " + holders);
        }
    }

    @Override
    public void counted(RowCounts census) {
        log.info("Found version " + census.version() + " and " + count(census.total(), "setting") + ", among them "
                + count(census.source(request.direction()), "integration") + " to "
                + (request.direction() == Direction.UP ? "migrate" : "roll back"));
    }

    @Override
    public void decided(Decision decision) {
        if (decision instanceof Problem problem) {
            problems.add(problem.describe());
        } else if (decision instanceof Change change) {
            note(change);
        }
    }

    private void note(Change change) {
        totals.add(change);
        if (request.restore()
                .filter(report -> report.changes().containsKey(change.before().uuid()))
                .isPresent()) {
            known++;
        }
        if (change.has(ChangeNote.DRIFTED)) {
            IntegrationKey key = IntegrationKey.parse(change.before().key());
            drifted.add(label(key.provider(), key.name()) + " will show as "
                    + label(
                            change.after().body().provider().text(),
                            change.after().body().name().text())
                    + ", uuid " + change.before().uuid());
        }
        if (change.has(ChangeNote.RENAMED)) {
            String provider = change.after().body().provider().text();
            String name = change.before().body().name().text();
            renamed.add(Quoted.of(provider) + ": " + (name == null ? "no name" : Quoted.of(name)) + " is now "
                    + Quoted.of(change.after().body().name().text()) + ", uuid "
                    + change.before().uuid());
        }
    }

    @Override
    public void unfit(Row row, ShapeMismatch misfit) {
        unfit.add(row.describe() + ": " + misfit.text());
    }

    /** The last lines of a run that succeeded. */
    void finished(MigrationResult result, long nanos) {
        if (result.isNothingToDo()) {
            unfit.print("Rows that do not fit version " + result.before() + ", " + unfit.total() + ":", log::warn);
            log.info("Nothing to do: the schema " + request.schema() + " is at version " + result.before()
                    + ". Nothing was written.");
            return;
        }
        printLists();
        log.info((request.direction() == Direction.UP ? "Migrated " : "Rolled back ")
                + count(result.migrated(), "integration")
                + totals.describe()
                + ": version " + result.before() + " is now " + result.after() + ". Committed after " + seconds(nanos)
                + ", of which others could not write for "
                + seconds(result.locked().toNanos()));
        log.info("Restart the application's nodes now: they cache settings, and code for version " + result.before()
                + " does not find version " + result.after() + "'s rows.");
    }

    final void printLists() {
        Direction direction = request.direction();
        drifted.print(
                count(drifted.total(), "integration") + " had another provider or name in the body than in the key;"
                        + " applications at version 114 show the body's:",
                log::info);
        renamed.print(
                count(renamed.total(), "integration") + " renamed, since version 113 needs different names:",
                log::info);
        if (request.problemPolicy() == ProblemPolicy.SKIP) {
            problems.print(
                    count(problems.total(), "integration") + (request.dryRun() ? " would be" : "")
                            + " left as they are (onProblem is skip):",
                    log::warn);
        }
        if (totals.of(ChangeNote.ALREADY) > 0) {
            log.info(count(totals.of(ChangeNote.ALREADY), "integration") + " of the shape of version 114 already"
                    + (direction == Direction.UP ? "" : " before the up that is undone")
                    + (request.dryRun() ? " would stay as they are" : " stayed as they were"));
        }
        request.restore().ifPresent(this::printRestored);
    }

    private void printRestored(RestoreSource report) {
        long back = totals.of(ChangeNote.RESTORED) + totals.of(ChangeNote.ALREADY);
        long all = report.changes().size();
        log.info("Integrations in the report " + report.file() + ": " + all + ". As they were before that up: " + back
                + ". By the ordinary rule, since they were changed or their key was taken: " + (known - back)
                + ". No longer there, or problem rows: " + (all - known) + ".");
    }

    final String totals() {
        return totals.describe();
    }

    private static String label(String provider, String name) {
        return Quoted.of(provider) + " " + Quoted.of(name);
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(2, RoundingMode.HALF_UP) + " s";
    }
}
