package dev.phoenixkit.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** A way to get from one version to the other. Each works on an open connection and ends with its commit. */
enum Contender {
    /** Does nothing: what each of the others pays for its JVM and its connection. */
    EMPTY {
        @Override
        long run(Connection connection, Workload workload) {
            return 0;
        }
    },
    /** V114 in two statements. */
    PLAIN {
        @Override
        long run(Connection connection, Workload workload) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                long rows = statement.executeLargeUpdate(HandWritten.migration(workload.direction()));
                statement.execute(HandWritten.comment(workload));
                connection.commit();
                return rows;
            }
        }
    },
    /** The plugin: preflight, locks, version, rows, writing, verification, commit. */
    OURS {
        @Override
        long run(Connection connection, Workload workload) throws SQLException {
            return PluginRun.migrate(connection, workload.direction());
        }
    },
    /** The same with a report, for which every row travels. */
    REPORT {
        @Override
        long run(Connection connection, Workload workload) throws SQLException {
            return PluginRun.report(connection, workload.direction());
        }
    },
    /** The same with a page. */
    PAGE {
        @Override
        long run(Connection connection, Workload workload) throws SQLException {
            return PluginRun.page(connection, workload.direction());
        }
    },
    /** The same with both. */
    REPORT_AND_PAGE {
        @Override
        long run(Connection connection, Workload workload) throws SQLException {
            return PluginRun.reportAndPage(connection, workload.direction());
        }
    },
    /** The exact undo of an up, by a report. */
    RESTORE {
        @Override
        long run(Connection connection, Workload workload) throws SQLException {
            return PluginRun.restore(connection);
        }
    };

    /** Migrates, and returns the number of rows migrated. */
    abstract long run(Connection connection, Workload workload) throws SQLException;

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
