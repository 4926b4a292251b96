package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportWriter;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** One run of up or down: connects, migrates, tells. */
final class MigrationGoal {

    private final Log log;

    MigrationGoal(Log log) {
        this.log = log;
    }

    void run(ConnectionSettings target, MigrationRequest request, Report.Paths paths) {
        long start = System.nanoTime();
        log.info(request.direction().goal() + (request.dryRun() ? " (dry run)" : "") + " on " + target.describe()
                + ", schema " + request.schema());
        MigrationLog migrationLog = request.dryRun() ? new DryRunLog(log, request) : new MigrationLog(log, request);
        MigrationResult result = paths.isEmpty()
                ? migrate(target, request, migrationLog)
                : runWithReport(target, request, migrationLog, paths);
        migrationLog.finished(result, System.nanoTime() - start);
    }

    private MigrationResult runWithReport(
            ConnectionSettings target, MigrationRequest request, MigrationListener migrationLog, Report.Paths paths) {
        try (Report report = Report.open(paths, PluginVersion.get(), target, Optional.of(request), log::warn)) {
            ReportWriter writer = new ReportWriter(report, request.schema());
            try {
                MigrationResult result = migrate(target, request, MigrationListener.all(List.of(writer, migrationLog)));
                writer.finished(result);
                return result;
            } catch (RuntimeException e) {
                writer.failed(e);
                throw e;
            } finally {
                report.describe().forEach(log::info);
            }
        }
    }

    private MigrationResult migrate(ConnectionSettings target, MigrationRequest request, MigrationListener listener) {
        try (ProgressLog progress = new ProgressLog(log, Optional.of(request.direction()))) {
            Connection connection = Connector.open(target);
            try {
                return Migrator.run(connection, request, MigrationListener.all(List.of(listener, progress)));
            } finally {
                Connections.close(connection, log);
            }
        }
    }
}
