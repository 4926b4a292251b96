package dev.phoenixkit.testing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The sessions of clients in a database. */
final class Sessions {
    /** A connection that was closed is gone within milliseconds; this is for a machine that stands still. */
    static final Duration GENEROUS = Duration.ofSeconds(20);

    private Sessions() {}

    static void assertNoneLeft(Database database, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        List<String> left = open(database);
        while (!left.isEmpty()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("The tested code left connections open:\n" + String.join("\n", left));
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            left = open(database);
        }
    }

    private static List<String> open(Database database) {
        return database.server()
                .maintenance()
                .query("SELECT format('pid %s, application_name %s, state %s, last query: %s', pid, application_name,"
                        + " state, query) FROM pg_stat_activity WHERE datname = " + Sql.literal(database.name())
                        + " AND backend_type = 'client backend'");
    }
}
