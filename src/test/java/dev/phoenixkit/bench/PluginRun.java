package dev.phoenixkit.bench;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.connect.ServerAddress;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.migrate.ProblemPolicy;
import dev.phoenixkit.migrate.RestoreSource;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportReader;
import dev.phoenixkit.report.ReportWriter;
import dev.phoenixkit.v114.Direction;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plugin's own way from the connection to the commit, as its goals call it. Each way returns the rows migrated. */
final class PluginRun {
    /** The property of a client's JVM that says which file a report is. */
    static final String REPORT = "bench.report";

    private PluginRun() {}

    /** Connects as the plugin does; all contenders use such connections. */
    static Connection connect(String host, int port, String database, String user, String password) {
        return Connector.open(settings(host, port, database, user, password));
    }

    private static ConnectionSettings settings(String host, int port, String database, String user, String password) {
        return new ConnectionSettings(
                List.of(new ServerAddress(host, port)),
                database,
                user,
                Optional.of(new Secret(password)),
                "the benchmark",
                Map.of(),
                Duration.ofSeconds(60));
    }

    static long migrate(Connection connection, Direction direction) {
        return Migrator.run(connection, request(direction, Optional.empty()), new MigrationListener() {})
                .migrated();
    }

    /** Migrates with a report. */
    static long report(Connection connection, Direction direction) {
        MigrationRequest request = request(direction, Optional.empty());
        // The report says whose it is; it is not read from the connection.
        ConnectionSettings target = settings("bench", 5432, "bench", "bench", "");
        Report.Paths paths = new Report.Paths(Optional.of(file()), Optional.empty());
        try (Report file = Report.open(paths, "bench", target, Optional.of(request), warning -> {})) {
            ReportWriter report = new ReportWriter(file, request.schema());
            MigrationResult result = Migrator.run(connection, request, report);
            report.finished(result);
            return result.migrated();
        }
    }

    /** Undoes the up of a report. */
    static long restore(Connection connection) {
        RestoreSource up = ReportReader.read(file()).upOf("public");
        return Migrator.run(connection, request(Direction.DOWN, Optional.of(up)), new MigrationListener() {})
                .migrated();
    }

    private static Path file() {
        return Path.of(System.getProperty(REPORT));
    }

    private static MigrationRequest request(Direction direction, Optional<RestoreSource> restore) {
        return new MigrationRequest(direction, "public", ProblemPolicy.FAIL, Duration.ofSeconds(60), false, restore);
    }
}
