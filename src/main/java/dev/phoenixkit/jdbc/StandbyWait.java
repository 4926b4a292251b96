package dev.phoenixkit.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * A COMMIT that waits until a standby has confirmed it (PostgreSQL manual, 26.2.8). It waits without end, with its locks, and
 * looks neither for its client nor at any timeout: it can only be said.
 */
final class StandbyWait {
    private static final long SECONDS = 5;

    /** The function of the server that waits; texts come in the server's language. */
    private static final String ROUTINE = "SyncRepWaitForLSN";

    private StandbyWait() {}

    /** Adds the question for which standbys a COMMIT waits. The answer is empty where for none. */
    static Supplier<String> standbysIn(StatementPipeline pipeline) {
        return pipeline.query(
                "SELECT pg_catalog.current_setting('synchronous_standby_names')"
                        + " WHERE pg_catalog.current_setting('synchronous_commit') OPERATOR(pg_catalog.<>) 'local'",
                row -> row.next() ? row.getString(1) : "");
    }

    static void commit(Connection connection, String standbys, Consumer<String> telling) throws SQLException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(StandbyWait::daemon);
        AtomicLong seconds = new AtomicLong();
        clock.scheduleAtFixedRate(
                () -> telling.accept(waiting(standbys, seconds.addAndGet(SECONDS))),
                SECONDS,
                SECONDS,
                TimeUnit.SECONDS);
        // A statement keeps its warnings where the server ends the connection; a connection that is closed does not.
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("COMMIT");
            } finally {
                clock.shutdownNow();
                tell(statement.getWarnings(), telling);
            }
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "phoenixkit-commit");
        thread.setDaemon(true);
        return thread;
    }

    private static String waiting(String standbys, long seconds) {
        return "COMMIT has waited for a standby for " + seconds + " s (synchronous_standby_names is " + standbys
                + "), and the tables stay locked until it answers, even if this build ends. Let the standby come back, or do"
                + " without it: SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND"
                + " application_name = 'phoenixkit-maven-plugin'";
    }

    /** Tells only what the server itself says of the wait: other warnings may be of functions, and quote rows. */
    private static void tell(SQLWarning first, Consumer<String> telling) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            ServerErrorMessage message = warning instanceof PSQLWarning said ? said.getServerErrorMessage() : null;
            if (message != null && ROUTINE.equals(message.getRoutine())) {
                telling.accept("The server says of the COMMIT: " + message.getMessage() + ". " + message.getDetail());
            }
        }
    }
}
