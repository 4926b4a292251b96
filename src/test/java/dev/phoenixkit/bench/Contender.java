package dev.phoenixkit.bench;

import dev.phoenixkit.migrate.MigrationResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;

/** A way to get from one version to the other. Each works on an open connection and ends with its commit. */
enum Contender {
    /** Writes key and module and nothing else: what no migration can be faster than. */
    FLOOR {
        @Override
        Run run(Connection connection, Workload workload) throws SQLException {
            return byHand(connection, HandWritten.floor(workload.direction()));
        }
    },
    /** V114 in two statements. */
    PLAIN {
        @Override
        Run run(Connection connection, Workload workload) throws SQLException {
            return byHand(connection, HandWritten.migration(workload.direction()), HandWritten.comment(workload));
        }
    },
    /** The plugin: preflight, locks, version, rows, writing, verification, commit. */
    OURS {
        @Override
        Run run(Connection connection, Workload workload) {
            MigrationResult result = PluginRun.migrate(connection, workload.direction());
            return new Run(result.migrated(), result.locked());
        }
    };

    /**
     * What a run says of itself.
     *
     * @param rows how many rows it has migrated
     * @param locked how long writers were held off
     */
    record Run(long rows, Duration locked) {}

    abstract Run run(Connection connection, Workload workload) throws SQLException;

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Run byHand(Connection connection, String update, String... more) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            long rows = statement.executeLargeUpdate(update);
            for (String sql : more) {
                statement.execute(sql);
            }
            connection.commit();
            return new Run(rows, Duration.ofNanos(System.nanoTime() - start));
        }
    }
}
