package dev.phoenixkit.maven;

import dev.phoenixkit.postgres.ConnectionSettings;
import dev.phoenixkit.postgres.Connector;
import dev.phoenixkit.postgres.MigrationRequest;
import dev.phoenixkit.postgres.MigrationResult;
import dev.phoenixkit.postgres.Migrator;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.maven.plugin.logging.Log;

/** One run of up or down: connects, migrates, tells. */
final class MigrationGoal {

    private final Log log;

    MigrationGoal(Log log) {
        this.log = log;
    }

    void run(ConnectionSettings target, MigrationRequest request) {
        long start = System.nanoTime();
        log.info(request.direction().goal() + (request.dryRun() ? " (dry run)" : "") + " on " + target.describe()
                + ", schema " + request.schema());
        MigrationLog migrationLog = request.dryRun() ? new DryRunLog(log, request) : new MigrationLog(log, request);
        Connection connection = Connector.open(target);
        try {
            MigrationResult result = Migrator.run(connection, request, migrationLog);
            migrationLog.finished(result, System.nanoTime() - start);
        } finally {
            close(connection);
        }
    }

    private void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("closing the connection failed, after the work was done: SQLSTATE " + e.getSQLState());
        }
    }
}
