package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportWriter;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** One run of up or down: connects, migrates, tells. */
final class MigrationGoal implements FleetRun.Work<MigrationResult> {

    private final Log log;
    private final MigrationRequest request;
    private final MigrationFleetLog fleetLog;
    /** Tells of a schema that is the only one. */
    private MigrationLog onlyLog;

    MigrationGoal(Log log, MigrationRequest request) {
        this.log = log;
        this.request = request;
        this.fleetLog = new MigrationFleetLog(log, request);
    }

    void run(ConnectionSettings target, Fleet.Options options, Report.Paths report) {
        long start = System.nanoTime();
        log.info(fleetLog.goal() + " on " + target.describe() + ", " + FleetLog.describe(options));
        List<Fleet.Outcome<MigrationResult>> outcomes =
                new FleetRun<>(log, target, options, this, fleetLog).run(report, Optional.of(request));
        if (fleetLog.isOfOne()) {
            onlyLog.finished(FleetLog.only(outcomes), System.nanoTime() - start);
        } else {
            fleetLog.requireAllDone(outcomes);
        }
    }

    @Override
    public MigrationResult run(Fleet.Turn turn, MigrationListener listener) {
        String schema = turn.preflight().schema();
        if (!fleetLog.isOfOne()) {
            return migrate(
                    turn,
                    MigrationListener.all(List.of(listener, fleetLog.findingsOf(schema), fleetLog.waitsOf(schema))));
        }
        onlyLog = request.mode() == RunMode.DRY_RUN
                ? new DryRunLog(log, schema, request)
                : new MigrationLog(log, schema, request);
        return migrate(turn, MigrationListener.all(List.of(listener, onlyLog)));
    }

    private MigrationResult migrate(Fleet.Turn turn, MigrationListener listener) {
        return Migrator.run(turn.connection(), turn.preflight(), request, turn.patience(), listener);
    }

    @Override
    public void report(MigrationResult result, ReportWriter writer) {
        writer.finished(result);
    }
}
