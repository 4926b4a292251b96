package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.fleet.Fleet.Outcome;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportWriter;
import dev.phoenixkit.status.SchemaStatus;
import dev.phoenixkit.status.StatusReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/** One look at a database. */
final class StatusGoal implements FleetRun.Work<StatusGoal.Look> {

    private final Log log;
    private final StatusFleetLog fleetLog;

    StatusGoal(Log log) {
        this.log = log;
        this.fleetLog = new StatusFleetLog(log);
    }

    /**
     * What was seen of a schema.
     *
     * @param log has the rows that stand out
     */
    record Look(SchemaStatus status, StatusLog log) {}

    void run(ConnectionSettings target, Fleet.Options options, boolean failIfPending, Report.Paths report) {
        log.info(fleetLog.goal() + " of " + target.describe()
                + (options.wanted().isEmpty() ? "" : ", " + FleetLog.describe(options)));
        List<Outcome<Look>> outcomes =
                new FleetRun<>(log, target, options, this, fleetLog).run(report, Optional.empty());
        if (outcomes.isEmpty()) {
            log.info("No schema of this database holds PhoenixKit.");
        } else if (fleetLog.isOfOne()) {
            showOnly(outcomes.get(0), !options.wanted().isEmpty());
        } else {
            // What the schemas are like is no failure of a look at them.
            fleetLog.requireAllDone(
                    outcomes.stream().filter(outcome -> !isIncomplete(outcome)).toList());
        }
        if (failIfPending) {
            requireNonePending(target, outcomes);
        }
    }

    private void showOnly(Outcome<Look> outcome, boolean wanted) {
        if (isIncomplete(outcome) && !wanted) {
            log.warn(outcome.failure().orElseThrow().getMessage());
        } else {
            Look look = FleetLog.only(List.of(outcome));
            look.log().print(look.status());
        }
    }

    private static boolean isIncomplete(Outcome<Look> outcome) {
        return outcome.failure().filter(RefusedException.class::isInstance).isPresent();
    }

    private static void requireNonePending(ConnectionSettings target, List<Outcome<Look>> outcomes) {
        List<String> pending = outcomes.isEmpty()
                ? List.of("no schema that holds PhoenixKit")
                : outcomes.stream().flatMap(StatusGoal::pending).toList();
        if (!pending.isEmpty()) {
            throw new RefusedException(
                    "V114 is pending on " + target.describe() + ". Expected: version 114 or above, and"
                            + " rows that fit it. Found: " + FleetLog.names(pending.stream(), "; ")
                            + ". Run v114-up, or mend the rows that v114-status lists.");
        }
    }

    private static Stream<String> pending(Outcome<Look> outcome) {
        if (outcome.result().isEmpty()) {
            return Stream.of("schema " + outcome.schema() + " without all of PhoenixKit's tables");
        }
        SchemaStatus status = outcome.result().get().status();
        return status.isMigrated()
                ? Stream.empty()
                : Stream.of("schema " + status.schema() + " at version " + status.version() + withWhat(status));
    }

    private static String withWhat(SchemaStatus status) {
        if (status.obstacle().isPresent()) {
            return " with rows that cannot be looked at";
        }
        long mismatched = status.mismatched().orElse(0L);
        if (mismatched == 0) {
            return "";
        }
        return " with " + MigrationLog.count(mismatched, "row") + " that " + (mismatched == 1 ? "does" : "do")
                + " not fit it";
    }

    @Override
    public Look run(Fleet.Turn turn, MigrationListener listener) {
        StatusLog statusLog = new StatusLog(log, fleetLog.isOfOne());
        SchemaStatus status = StatusReader.read(
                turn.connection(),
                turn.preflight(),
                turn.patience(),
                MigrationListener.all(
                        List.of(statusLog, fleetLog.findingsOf(turn.preflight().schema()), listener)));
        return new Look(status, statusLog);
    }

    @Override
    public void report(Look look, ReportWriter writer) {
        writer.read(look.status().obstacle());
    }
}
