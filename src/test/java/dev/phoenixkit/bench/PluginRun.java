package dev.phoenixkit.bench;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.connect.ServerAddress;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.migrate.ProblemPolicy;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plugin's own way from the connection to the commit, as its goals call it without a report. */
final class PluginRun {
    private PluginRun() {}

    /** Connects as the plugin does; all contenders use such connections. */
    static Connection connect(String host, int port, String database, String user, String password) {
        return Connector.open(new ConnectionSettings(
                List.of(new ServerAddress(host, port)),
                database,
                user,
                Optional.of(new Secret(password)),
                "the benchmark",
                Map.of(),
                Duration.ofSeconds(60)));
    }

    /** Migrates, and returns the number of rows migrated. */
    static long migrate(Connection connection, Direction direction) {
        MigrationRequest request = new MigrationRequest(
                direction, "public", ProblemPolicy.FAIL, Duration.ofSeconds(60), false, Optional.empty());
        return Migrator.run(connection, request, new MigrationListener() {}).migrated();
    }
}
