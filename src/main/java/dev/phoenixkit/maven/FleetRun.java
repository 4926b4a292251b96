package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.plugin.logging.Log;

/**
 * One run of a goal: over its schemas, with its report where there is to be one, until it is done or the build is ended.
 *
 * @param <R> what comes of a schema
 */
final class FleetRun<R> {

    private final Log log;
    private final ConnectionSettings target;
    private final Fleet.Options options;
    private final Work<R> work;
    private final FleetLog<R> fleetLog;
    private final Map<String, ReportWriter> writers = new ConcurrentHashMap<>();

    /**
     * What a goal does in each schema.
     *
     * @param <R> what comes of it
     */
    interface Work<R> {
        /** Does it. */
        R run(Fleet.Turn turn, MigrationListener listener);

        /** Ends its report. */
        void report(R result, ReportWriter writer);
    }

    FleetRun(Log log, ConnectionSettings target, Fleet.Options options, Work<R> work, FleetLog<R> fleetLog) {
        this.log = log;
        this.target = target;
        this.options = options;
        this.work = work;
        this.fleetLog = fleetLog;
    }

    /**
     * Runs, and returns what became of every schema.
     *
     * @param request up or down; empty for a status
     */
    List<Fleet.Outcome<R>> run(Report.Paths paths, Optional<MigrationRequest> request) {
        if (paths.isEmpty()) {
            return run(Optional.empty(), request);
        }
        try (Report file = Report.open(paths, PluginVersion.get(), target, request, log::warn)) {
            try {
                List<Fleet.Outcome<R>> outcomes = run(Optional.of(file), request);
                outcomes.forEach(outcome -> outcome.failure()
                        .ifPresent(e -> writer(file, outcome.schema()).failed(e)));
                return outcomes;
            } catch (RuntimeException e) {
                String only = options.isOfOne() ? options.wanted().get(0) : null;
                new ReportWriter(file, only).failed(e);
                throw e;
            } finally {
                file.describe().forEach(log::info);
            }
        }
    }

    private List<Fleet.Outcome<R>> run(Optional<Report> report, Optional<MigrationRequest> request) {
        ProgressLog progress = new ProgressLog(log, request.map(MigrationRequest::direction));
        Fleet<R> fleet = new Fleet<>(target, options, turn -> inSchema(turn, report, progress), fleetLog);
        Thread hook = new Thread(fleet::stop, "phoenixkit-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try (progress) {
            return fleet.run();
        } finally {
            remove(hook);
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is going down, and the hook does its work.
        }
    }

    private R inSchema(Fleet.Turn turn, Optional<Report> report, ProgressLog progress) {
        List<MigrationListener> listeners = new ArrayList<>();
        if (fleetLog.isOfOne()) {
            listeners.add(progress);
        } else {
            // Of many, the log itself says how far they are.
            progress.close();
        }
        Optional<ReportWriter> writer =
                report.map(file -> writer(file, turn.preflight().schema()));
        writer.ifPresent(listeners::add);
        listeners.add(new MigrationListener() {
            @Override
            public void beforeCommit(MigrationResult result) {
                turn.beforeCommit();
            }
        });
        try {
            R result = work.run(turn, MigrationListener.all(listeners));
            writer.ifPresent(ending -> work.report(result, ending));
            return result;
        } catch (RuntimeException e) {
            // Whether a lock that was not to be had ends it is not known yet.
            if (!(e instanceof LockTimeoutException)) {
                writer.ifPresent(ending -> ending.failed(e));
            }
            throw e;
        }
    }

    /** A schema that is put off goes on with the writer that it has. */
    private ReportWriter writer(Report file, String schema) {
        return writers.computeIfAbsent(schema, its -> new ReportWriter(file, its));
    }
}
