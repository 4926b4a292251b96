package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportWriter;
import dev.phoenixkit.status.SchemaStatus;
import dev.phoenixkit.status.StatusReader;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;

/** One look at a database. */
final class StatusGoal {

    private final Log log;

    StatusGoal(Log log) {
        this.log = log;
    }

    void run(ConnectionSettings target, Optional<String> prefix, boolean failIfPending, Report.Paths paths) {
        log.info("v114-status of " + target.describe());
        List<String> pending =
                paths.isEmpty() ? look(target, prefix, Optional.empty()) : lookWithReport(target, prefix, paths);
        if (failIfPending && !pending.isEmpty()) {
            throw new RefusedException(
                    "V114 is pending on " + target.describe() + ". Expected: version 114 or above, and"
                            + " rows that fit it. Found: " + String.join("; ", pending)
                            + ". Run v114-up, or mend the rows that v114-status lists.");
        }
    }

    private List<String> lookWithReport(ConnectionSettings target, Optional<String> prefix, Report.Paths paths) {
        try (Report report = Report.open(paths, PluginVersion.get(), target, Optional.empty(), log::warn)) {
            try {
                return look(target, prefix, Optional.of(report));
            } catch (RuntimeException e) {
                new ReportWriter(report, prefix.orElse(null)).failed(e);
                throw e;
            } finally {
                report.describe().forEach(log::info);
            }
        }
    }

    private List<String> look(ConnectionSettings target, Optional<String> prefix, Optional<Report> report) {
        List<String> pending = new ArrayList<>();
        try (ProgressLog progress = new ProgressLog(log, Optional.empty())) {
            Connection connection = Connector.open(target);
            try {
                List<String> schemas = prefix.map(List::of).orElseGet(() -> StatusReader.schemas(connection));
                if (schemas.isEmpty()) {
                    log.info("No schema of this database holds PhoenixKit.");
                    pending.add("no schema that holds PhoenixKit");
                }
                for (String schema : schemas) {
                    show(connection, schema, prefix.isPresent(), pending, report, progress);
                }
                return pending;
            } finally {
                Connections.close(connection, log);
            }
        }
    }

    private void show(
            Connection connection,
            String schema,
            boolean only,
            List<String> pending,
            Optional<Report> report,
            MigrationListener progress) {
        StatusLog statusLog = new StatusLog(log);
        Optional<ReportWriter> writer = report.map(file -> new ReportWriter(file, schema));
        List<MigrationListener> listeners = new ArrayList<>(List.of(statusLog, progress));
        writer.ifPresent(listeners::add);
        try {
            SchemaStatus status = StatusReader.read(connection, schema, MigrationListener.all(listeners));
            statusLog.print(status);
            if (!status.isMigrated()) {
                pending.add("schema " + schema + " at version " + status.version() + withWhat(status));
            }
            writer.ifPresent(ending -> ending.read(status.obstacle()));
        } catch (RefusedException e) {
            if (only) {
                throw e;
            }
            log.warn(e.getMessage());
            pending.add("schema " + schema + " without all of PhoenixKit's tables");
            writer.ifPresent(ending -> ending.failed(e));
        }
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
}
