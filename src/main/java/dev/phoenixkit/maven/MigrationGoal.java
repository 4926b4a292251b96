package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.report.ReportFile;
import dev.phoenixkit.report.ReportWriter;
import java.nio.file.Path;
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

    void run(ConnectionSettings target, MigrationRequest request, Optional<Path> reportFile) {
        long start = System.nanoTime();
        log.info(request.direction().goal() + (request.dryRun() ? " (dry run)" : "") + " on " + target.describe()
                + ", schema " + request.schema());
        MigrationLog migrationLog = request.dryRun() ? new DryRunLog(log, request) : new MigrationLog(log, request);
        MigrationResult result = reportFile.isPresent()
                ? runWithReport(target, request, migrationLog, reportFile.get())
                : migrate(target, request, migrationLog);
        migrationLog.finished(result, System.nanoTime() - start);
    }

    private MigrationResult runWithReport(
            ConnectionSettings target, MigrationRequest request, MigrationListener migrationLog, Path path) {
        try (ReportFile file = ReportFile.open(path, PluginVersion.get(), target, Optional.of(request))) {
            ReportWriter report = new ReportWriter(file, request.schema());
            try {
                MigrationResult result = migrate(target, request, MigrationListener.all(List.of(report, migrationLog)));
                report.finished(result);
                return result;
            } catch (RuntimeException e) {
                report.failed(e);
                throw e;
            } finally {
                report.warning().ifPresent(log::warn);
                log.info("Report: " + file);
            }
        }
    }

    private MigrationResult migrate(ConnectionSettings target, MigrationRequest request, MigrationListener listener) {
        Connection connection = Connector.open(target);
        try {
            return Migrator.run(connection, request, listener);
        } finally {
            Connections.close(connection, log);
        }
    }
}
