package dev.phoenixkit.lock;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.errors.SqlState;
import dev.phoenixkit.jdbc.Backoff;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.preflight.TableMetadata;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Gets the locks on both tables by short tries, each a transaction of its own with nothing held in between: whoever
 * queues behind a try waits no longer than that try.
 */
public final class TableLocks {
    /** How long one try waits for the settings; for the version table it does not wait at all. */
    private static final Duration TRY = Duration.ofMillis(300);

    /** By how much a wait outlasts deadlock_timeout, which is when a waiting session has an autovacuum cancelled. */
    private static final Duration PAST_DEADLOCK_TIMEOUT = Duration.ofSeconds(1);

    /** The longest such wait; its end is an answer that has to come in time. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(40);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    /** How often a run is tried again that missed a lock with ours held: each time it holds off writers. */
    private static final int RETRIES = 3;

    private static final Duration SHORTEST_PAUSE_BEFORE_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE_BEFORE_RETRY = Duration.ofSeconds(4);

    private final Connection connection;
    private final SchemaTables tables;
    private final boolean acrossNodes;
    private final Consumer<String> waiting;
    private final Duration timeout;
    private final Duration beforeLast;
    private final long lastTry;
    private final Backoff backoff;
    private final Backoff retryBackoff;
    private int missed;
    private boolean checksClient = true;
    private String autovacuumStays = "";

    /** What is to be read under the locks. */
    public interface Reading {
        /** Adds it to the round trip that gets them. */
        void addTo(StatementPipeline pipeline) throws SQLException;
    }

    /**
     * The locks of a run that begins now.
     *
     * @param acrossNodes whether tables are those of Citus, whose other nodes are locked as well
     * @param timeout for how long the operator lets the run go on trying, for messages
     * @param patience for how long to go on this time; at least one try is made, and the last ends with it
     * @param waiting is told after each failed try who holds the locks
     */
    public TableLocks(
            Connection connection,
            SchemaTables tables,
            boolean acrossNodes,
            Duration timeout,
            Duration patience,
            Consumer<String> waiting) {
        this.connection = connection;
        this.tables = tables;
        this.acrossNodes = acrossNodes;
        this.timeout = timeout;
        this.waiting = waiting;
        beforeLast = patience.compareTo(TRY) < 0 ? Duration.ZERO : patience.minus(TRY);
        lastTry = System.nanoTime() + beforeLast.toNanos();
        backoff = Backoff.of(SHORTEST_PAUSE, LONGEST_PAUSE, beforeLast);
        retryBackoff = Backoff.of(SHORTEST_PAUSE_BEFORE_RETRY, LONGEST_PAUSE_BEFORE_RETRY, beforeLast);
    }

    /**
     * Tries until both locks are held.
     *
     * @param then what is to be read under the locks in the same round trip
     * @return the transaction that holds them
     * @throws LockTimeoutException when the time is over; names who holds what
     */
    public Transaction acquire(Reading then) throws SQLException {
        while (true) {
            try {
                return attempt(then);
            } catch (SQLException e) {
                if (checksClient && SqlState.is(e, SqlState.INVALID_PARAMETER_VALUE)) {
                    checksClient = false;
                    continue;
                }
                requireMissedLock(e);
            }
            List<LockHolder> holders = LockHolder.find(connection, tables, acrossNodes);
            if (isOver()) {
                throw new LockTimeoutException(timeoutMessage(holders));
            }
            waiting.accept(LockHolder.describe(holders));
            if (holders.stream().anyMatch(LockHolder::autovacuum)) {
                outwaitAutovacuum();
            } else {
                pause(backoff);
            }
        }
    }

    /**
     * Pauses after a transaction that had the locks and was rolled back, since another lock was missed.
     *
     * @param settings what the catalogue says of the settings table
     * @param retrying is told before the pause who or what was in the way
     * @throws LockTimeoutException when the time is over, or this has happened too often
     */
    public void pauseBeforeRetry(TableMetadata settings, Consumer<String> retrying) throws SQLException {
        String inTheWay = MissedLock.find(connection, settings).describe();
        if (missed++ == RETRIES || isOver()) {
            throw new LockTimeoutException("A lock on something else than PhoenixKit's tables, which a change of "
                    + tables.settings() + " needs, was not free: " + missed + (missed == 1 ? " try" : " tries")
                    + " within lockTimeout = " + timeout.toSeconds()
                    + " s. All of it was rolled back, nothing was changed. " + inTheWay
                    + " Let what holds it finish or end it (pg_terminate_backend), and run again.");
        }
        retrying.accept(inTheWay);
        pause(retryBackoff);
    }

    /**
     * A try for both locks, in the order that every run takes them.
     *
     * <p>READ COMMITTED, whatever the default is: a snapshot older than the lock would miss rows. EXCLUSIVE, since a
     * weaker mode is granted beside row locks, for which an UPDATE would then wait while it holds off all writers. Plain
     * reads go on. The lock on the version table is the one that COMMENT takes: no other migrator's version can slip by. It
     * is not waited for: writers would have to wait as well, and a migrator that wants the settings next would be in a
     * deadlock with us.
     *
     * <p>A role's own timeouts must not end a migration half-way to its commit. A client that is gone must not keep the
     * locks: one that was killed is found by the check or by the end of the connection, and one that is gone without a
     * word by the keepalives, within about a minute. Servers on systems without the means refuse the check.
     *
     * <p>What a run says is done must outlast a crash: where commits do not wait for the disk by default, this one does. It
     * waits for no standby that the default does not wait for: one that is away would keep the locks held.
     */
    private Transaction attempt(Reading then) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline()
                .command("SET TRANSACTION ISOLATION LEVEL READ COMMITTED" + Transaction.onAllNodes(acrossNodes)
                        + "; SET LOCAL lock_timeout = " + TRY.toMillis()
                        + "; " + Transaction.noTimeouts(connection)
                        + "; SET LOCAL tcp_keepalives_idle = 30"
                        + "; SET LOCAL tcp_keepalives_interval = 10"
                        + "; SET LOCAL tcp_keepalives_count = 3"
                        + "; SET LOCAL tcp_user_timeout = '60s'"
                        + (checksClient ? "; SET LOCAL client_connection_check_interval = '1s'" : "")
                        + "; LOCK TABLE " + tables.settings() + " IN EXCLUSIVE MODE"
                        + "; LOCK TABLE " + tables.versionTable() + " IN SHARE UPDATE EXCLUSIVE MODE NOWAIT");
        if (acrossNodes) {
            // What set_config sets stays on this node.
            pipeline.update(
                    "DO $$ BEGIN IF pg_catalog.current_setting('synchronous_commit') OPERATOR(pg_catalog.=) 'off'"
                            + " THEN SET LOCAL synchronous_commit = local; END IF; END $$");
        }
        pipeline.query(
                "SELECT pg_catalog.set_config('synchronous_commit', 'local', true)"
                        + " WHERE pg_catalog.current_setting('synchronous_commit') OPERATOR(pg_catalog.=) 'off'",
                ResultSet::next);
        then.addTo(pipeline);
        return Transaction.begin(connection, pipeline);
    }

    /**
     * Waits for autovacuum, which gives way to a session that has waited for deadlock_timeout; one that saves the server from
     * running out of transaction ids does not. The mode keeps autovacuum out and no writer, so none queues behind this, however
     * long it takes. The tables are waited for one after the other: a migrator may want both.
     */
    private void outwaitAutovacuum() throws SQLException {
        Duration deadlockTimeout = deadlockTimeout();
        if (deadlockTimeout.compareTo(beforeLast) >= 0 || deadlockTimeout.compareTo(LONGEST_WAIT) > 0) {
            autovacuumStays = " Autovacuum gives way to a session that waits for deadlock_timeout, here "
                    + deadlockTimeout.toMillis() + " ms, and this run does not wait that long.";
            pause(backoff);
            return;
        }
        Duration wait = deadlockTimeout.plus(PAST_DEADLOCK_TIMEOUT);
        for (String table : List.of(tables.settings(), tables.versionTable())) {
            long millis = Math.min(wait.toMillis(), (lastTry - System.nanoTime()) / 1_000_000);
            try {
                Transaction.read(
                        connection,
                        new StatementPipeline()
                                .command(Transaction.noTimeouts(connection) + Transaction.onAllNodes(acrossNodes)
                                        + "; SET LOCAL lock_timeout = "
                                        + Math.max(1, millis) + "; LOCK TABLE " + table
                                        + " IN SHARE UPDATE EXCLUSIVE MODE"));
            } catch (SQLException e) {
                requireMissedLock(e);
            }
        }
    }

    private boolean isOver() {
        return System.nanoTime() >= lastTry;
    }

    private static void requireMissedLock(SQLException e) throws SQLException {
        if (!SqlState.isLockMissed(e)) {
            throw e;
        }
    }

    private Duration deadlockTimeout() throws SQLException {
        return Transaction.lookUp(connection, () -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT setting::bigint FROM pg_settings WHERE name = 'deadlock_timeout'")) {
                row.next();
                return Duration.ofMillis(row.getLong(1));
            }
        });
    }

    private String timeoutMessage(List<LockHolder> holders) {
        return "The locks on " + tables.settings() + " (EXCLUSIVE) and " + tables.versionTable()
                + " (SHARE UPDATE EXCLUSIVE) were not free within lockTimeout = " + timeout.toSeconds()
                + " s. Nothing was changed. Held by: " + LockHolder.describe(holders)
                + "." + autovacuumStays
                + " Let it finish or end it (pg_terminate_backend), or raise lockTimeout, and run again.";
    }

    private static void pause(Backoff backoff) {
        try {
            backoff.pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted while waiting for a lock. Nothing was changed. Run again.");
        }
    }
}
