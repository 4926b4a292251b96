package dev.phoenixkit.lock;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.SqlState;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationTransaction;
import dev.phoenixkit.preflight.ServerInfo;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * Gets the locks on both tables by short tries, each a transaction of its own with nothing held in between: whoever
 * queues behind a try waits no longer than that try.
 */
public final class TableLocks {

    /** How long one try waits for the settings; for the marker it does not wait at all. */
    private static final Duration TRY = Duration.ofMillis(300);

    /** By how much a try outlasts deadlock_timeout, which is when a waiting session has an autovacuum cancelled. */
    private static final Duration PAST_DEADLOCK_TIMEOUT = Duration.ofMillis(500);

    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    private final Connection connection;
    private final SchemaTables tables;
    private final ServerInfo server;
    private final MigrationListener listener;
    private final Set<Integer> stubborn = new HashSet<>();

    public TableLocks(Connection connection, SchemaTables tables, ServerInfo server, MigrationListener listener) {
        this.connection = connection;
        this.tables = tables;
        this.server = server;
        this.listener = listener;
    }

    /**
     * Tries until both locks are held.
     *
     * @param timeout for how long to go on; at least one try is made
     * @return the transaction that holds them
     * @throws CannotRunException when the time is over; names who holds what
     */
    public Transaction acquire(Duration timeout) throws SQLException {
        long start = System.nanoTime();
        long pause = SHORTEST_PAUSE_MILLIS;
        Duration wait = TRY;
        while (true) {
            try {
                return Transaction.begin(connection, MigrationTransaction.lockBoth(tables, server, wait));
            } catch (SQLException e) {
                if (!SqlState.is(e, SqlState.LOCK_NOT_AVAILABLE) && !SqlState.is(e, SqlState.DEADLOCK_DETECTED)) {
                    throw e;
                }
            }
            List<LockHolder> holders = LockHolder.find(connection, tables);
            Duration left = timeout.minusNanos(System.nanoTime() - start);
            if (left.isNegative() || left.isZero()) {
                throw new CannotRunException(timeoutMessage(timeout, holders));
            }
            listener.waitingForLock(describe(holders));
            wait = isWorthCancelling(holders) ? deadlockTimeout().plus(PAST_DEADLOCK_TIMEOUT) : TRY;
            sleep(Math.min(pause / 2 + ThreadLocalRandom.current().nextLong(pause), left.toMillis()));
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
    }

    /**
     * Whether autovacuum alone is in the way, and a worker that has not outlived a long try: one that saves the server from
     * running out of transaction ids is not cancelled, and writers must not wait for that again and again.
     */
    private boolean isWorthCancelling(List<LockHolder> holders) {
        boolean fresh = false;
        for (LockHolder holder : holders) {
            if (!holder.autovacuum()) {
                return false;
            }
            fresh |= stubborn.add(holder.pid());
        }
        return fresh;
    }

    private Duration deadlockTimeout() throws SQLException {
        return Transaction.read(connection, Transaction.READ_ONLY, () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'")) {
                row.next();
                return Duration.ofMillis(row.getLong(1));
            }
        });
    }

    private String timeoutMessage(Duration timeout, List<LockHolder> holders) {
        return "The locks on " + tables.settings() + " (EXCLUSIVE) and " + tables.marker()
                + " (SHARE UPDATE EXCLUSIVE) were not free within lockTimeout = " + timeout.toSeconds()
                + " s. Nothing was changed. Held by: " + describe(holders)
                + ". Let it finish or end it (pg_terminate_backend), or raise lockTimeout, and run again.";
    }

    private static String describe(List<LockHolder> holders) {
        return holders.isEmpty()
                ? "nobody any more when it was looked up"
                : holders.stream().map(LockHolder::describe).collect(Collectors.joining("; "));
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted while waiting for a lock. Nothing was changed. Run again.");
        }
    }
}
