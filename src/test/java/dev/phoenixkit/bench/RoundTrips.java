package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.TcpProxy;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How often a run waits for the server.
 *
 * @param count the server's answers from the call on the open connection to the commit, connecting and closing excluded
 */
record RoundTrips(Workload workload, int rows, long count) {

    static RoundTrips take(Workload workload, int rows, Database database) throws SQLException {
        try (TcpProxy proxy = TcpProxy.to(database);
                Connection connection = PluginRun.connect(
                        proxy.host(), proxy.port(), database.name(), database.user(), database.password())) {
            proxy.reset();
            long migrated = Contender.OURS.run(connection, workload);
            long count = proxy.roundTrips();
            new Referee(workload, rows).check(Contender.OURS, migrated, database);
            return new RoundTrips(workload, rows, count);
        }
    }
}
