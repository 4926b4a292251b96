package dev.phoenixkit.bench;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.connect.ServerAddress;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportReader;
import dev.phoenixkit.report.ReportWriter;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plugin's own way from the connection to the commit, as its goals call it. Each way returns the rows migrated. */
final class PluginRun {
    /** The property of a client's JVM that says which file a report is. */
    static final String REPORT = "bench.report";

    private static final String SCHEMA = "public";

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

    static long migrate(Connection connection, Direction direction) throws SQLException {
        return run(connection, request(direction, Optional.empty()), new MigrationListener() {})
                .migrated();
    }

    private static MigrationResult run(Connection connection, MigrationRequest request, MigrationListener listener)
            throws SQLException {
        Preflight preflight = Preflight.read(connection, List.of(SCHEMA)).get(SCHEMA);
        return Migrator.run(connection, preflight, request, request.lockTimeout(), listener);
    }

    /** Migrates with a report. */
    static long report(Connection connection, Direction direction) throws SQLException {
        return kept(connection, direction, new Report.Paths(Optional.of(file()), Optional.empty()));
    }

    /** Migrates with a page, beside where the report would be. */
    static long page(Connection connection, Direction direction) throws SQLException {
        return kept(connection, direction, new Report.Paths(Optional.empty(), Optional.of(page(file()))));
    }

    /** Migrates with both. */
    static long reportAndPage(Connection connection, Direction direction) throws SQLException {
        return kept(connection, direction, new Report.Paths(Optional.of(file()), Optional.of(page(file()))));
    }

    /** Deletes what an earlier run has left. */
    static void deleteReports(Path report) throws IOException {
        Files.deleteIfExists(report);
        Files.deleteIfExists(page(report));
    }

    /** The page that belongs to a report. */
    static Path page(Path report) {
        return report.resolveSibling("page.html");
    }

    private static long kept(Connection connection, Direction direction, Report.Paths paths) throws SQLException {
        MigrationRequest request = request(direction, Optional.empty());
        // The report says whose it is; it is not read from the connection.
        ConnectionSettings target = settings("bench", 5432, "bench", "bench", "");
        try (Report file = Report.open(paths, "bench", target, Optional.of(request), warning -> {})) {
            ReportWriter report = new ReportWriter(file, SCHEMA);
            MigrationResult result = run(connection, request, report);
            report.finished(result);
            return result.migrated();
        }
    }

    /** Undoes the up of a report. */
    static long restore(Connection connection) throws SQLException {
        Optional<MigrationRequest.Ups> ups = Optional.of(ReportReader.read(file()));
        return run(connection, request(Direction.DOWN, ups), new MigrationListener() {})
                .migrated();
    }

    private static Path file() {
        return Path.of(System.getProperty(REPORT));
    }

    private static MigrationRequest request(Direction direction, Optional<MigrationRequest.Ups> restore) {
        return new MigrationRequest(direction, ProblemPolicy.FAIL, Duration.ofSeconds(60), RunMode.RUN, restore);
    }
}
