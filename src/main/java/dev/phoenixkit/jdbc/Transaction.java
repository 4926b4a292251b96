package dev.phoenixkit.jdbc;

import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.errors.SqlState;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One transaction on a connection with autocommit off: begins with the first statement, ends with {@link #commit} or,
 * whatever happens, with a rollback on {@link #close}.
 *
 * <p>State is set by statements within it, never through the driver: what {@code Connection.setReadOnly} and
 * {@code setTransactionIsolation} do outlives the transaction, and behind pgbouncer it would reach other clients.
 */
public final class Transaction implements AutoCloseable {
    /** How long the server is given to show that the connection is still there. */
    private static final int SECONDS_TO_ANSWER = 10;

    /**
     * How long the server is given to answer what needs no rows: a host that is gone is not noticed by keepalives while
     * something is under way to it, and TCP goes on sending that for 15 minutes.
     */
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** The least time to wait while somebody excludes even reading. */
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(300);

    /** The first version with {@code transaction_timeout}. */
    private static final int HAS_TRANSACTION_TIMEOUT = 17;

    private final Connection connection;
    private boolean open = true;
    private Supplier<String> standbys = () -> "";

    /** A connection as a session of the server. Its methods are for between transactions. */
    public interface Session {
        /** Opens the connection anew, for one that the server has ended. */
        void renew() throws SQLException;

        /**
         * What to send for a query that is made again and again. From the third time on the server has it prepared for this
         * session (PostgreSQL manual, "PREPARE"), which spares it the parsing and planning: most of the time, for a large query
         * of the catalogue. Behind a pooler it never has, since the next transaction may get another session there.
         *
         * @param name the statement's name
         * @param query the query, with {@code $1} for its only argument; its names are the catalogue's
         * @param argument the argument, as a text
         * @return the EXECUTE that makes it; empty where it is not prepared
         */
        Optional<String> execute(String name, String query, String argument) throws SQLException;
    }

    private Transaction(Connection connection) {
        this.connection = connection;
    }

    /** What a transaction for looking things up begins with: each statement sees what is committed when it begins. */
    public static String readOnly(Connection connection) throws SQLException {
        return reading("READ COMMITTED", "", connection);
    }

    /**
     * What a transaction begins with that reads from one snapshot.
     *
     * @param acrossNodes whether tables of Citus are read; the snapshot is the coordinator's
     * @param patience for how long to wait while somebody excludes even reading, at least for a moment
     */
    public static String snapshot(Connection connection, boolean acrossNodes, Duration patience) throws SQLException {
        return reading("REPEATABLE READ", onAllNodes(acrossNodes), connection) + "; SET LOCAL lock_timeout = "
                + Math.max(SHORTEST_WAIT.toMillis(), patience.toMillis());
    }

    /** Has each node of Citus take over the settings that follow, and take part in locks; nothing where there is none. */
    public static String onAllNodes(boolean acrossNodes) {
        return acrossNodes
                ? "; SET LOCAL citus.propagate_set_commands = 'local'; SET LOCAL citus.enable_ddl_propagation = on"
                : "";
    }

    /** All that a role, a database or a server may have set otherwise; names are the catalogue's, and nobody else's. */
    private static String reading(String isolation, String nodes, Connection connection) throws SQLException {
        return "SET TRANSACTION ISOLATION LEVEL " + isolation + ", READ ONLY, NOT DEFERRABLE" + nodes + "; "
                + noTimeouts(connection) + "; SET LOCAL search_path = pg_catalog, pg_temp";
    }

    /** Switches off what would end a transaction that only takes its time. */
    public static String noTimeouts(Connection connection) throws SQLException {
        return "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = '5min'"
                + (connection.getMetaData().getDatabaseMajorVersion() >= HAS_TRANSACTION_TIMEOUT
                        ? "; SET LOCAL transaction_timeout = 0"
                        : "");
    }

    /**
     * Begins, and runs the statements that the transaction begins with. Where the session has ended since the last
     * transaction ({@code idle_session_timeout}), a {@link Session} is opened anew: nothing is lost with it.
     */
    public static Transaction begin(Connection connection, StatementPipeline first) throws SQLException {
        try {
            return tryToBegin(connection, first);
        } catch (SQLException e) {
            if (SqlState.isIdleSessionEnded(e) && connection instanceof Session session) {
                session.renew();
                return tryToBegin(connection, first);
            }
            throw e;
        }
    }

    private static Transaction tryToBegin(Connection connection, StatementPipeline first) throws SQLException {
        Transaction transaction = new Transaction(connection);
        try {
            return answered(connection, () -> {
                first.run(connection);
                return transaction;
            });
        } catch (SQLException | RuntimeException e) {
            transaction.rollbackAfter(e);
            throw e;
        }
    }

    /** Runs a pipeline as a transaction of its own that changes nothing, in one round trip. */
    public static void read(Connection connection, StatementPipeline queries) throws SQLException {
        // The ROLLBACK goes with the queries; closing then finds no transaction to end, unless one of them has failed.
        begin(connection, queries.command("ROLLBACK")).close();
    }

    /** Does what needs no rows. A server that does not answer it in time is taken to be gone. */
    private static <T> T answered(Connection connection, Reading<T> exchange) throws SQLException {
        int usual = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, (int) ANSWER.toMillis());
        try {
            return exchange.read();
        } finally {
            if (!connection.isClosed()) {
                connection.setNetworkTimeout(Runnable::run, usual);
            }
        }
    }

    /** What is read within a transaction.
     *
     * @param <T> what becomes of it
     */
    public interface Reading<T> {
        /** Reads. */
        T read() throws SQLException;
    }

    /**
     * Reads within a transaction that ends with it.
     *
     * @param firstStatements statements separated by semicolons that make the transaction read-only
     */
    public static <T> T read(Connection connection, String firstStatements, Reading<T> reading) throws SQLException {
        try (Transaction transaction = begin(connection, new StatementPipeline().command(firstStatements))) {
            T result = reading.read();
            transaction.rollback();
            return result;
        }
    }

    /** Looks up what takes a moment, in a read-only transaction of its own. */
    public static <T> T lookUp(Connection connection, Reading<T> reading) throws SQLException {
        return read(connection, readOnly(connection), () -> answered(connection, reading));
    }

    /** Adds the question for which standbys {@link #commit} has to wait; needed where it could be any. */
    public void prepareCommit(StatementPipeline last) {
        standbys = StandbyWait.standbysIn(last);
    }

    /**
     * Commits.
     *
     * @param acrossNodes whether nodes of Citus commit too: one after the other, so that some have where one refuses
     * @param telling is told every five seconds where COMMIT waits for a standby, by a thread of its own, and what the
     *     server says of a standby that has not confirmed it
     * @throws OutcomeUnknownException where the answer is lost, or does not come from a server that is still there: a
     *     pooler or a server that goes down says something too
     * @throws SQLException where the server refused, and has rolled back
     */
    public void commit(boolean acrossNodes, Consumer<String> telling) throws SQLException {
        open = false;
        try {
            if (standbys.get().isEmpty()) {
                answered(connection, () -> {
                    connection.commit();
                    return null;
                });
            } else {
                StandbyWait.commit(connection, standbys.get(), telling);
            }
        } catch (SQLException e) {
            if (acrossNodes) {
                throw new OutcomeUnknownException("The commit failed (" + Failures.describe(e) + "), and the nodes of"
                        + " Citus commit one after the other, so the outcome is unknown: the migration is complete, or"
                        + " not there at all, or all of it is there but the version. Run v114-status to see which;"
                        + " running the goal again is safe in each case.");
            }
            if (!SqlState.isConnectionLost(e) && connection.isValid(SECONDS_TO_ANSWER)) {
                throw e;
            }
            throw new OutcomeUnknownException("The connection to the server was lost during the commit ("
                    + Failures.describe(e) + "), so the outcome is unknown: the migration is either complete or"
                    + " not there at all. Run v114-status to see which; running the goal again is safe in both cases.");
        }
    }

    /** Rolls back; a failure to do so is added to what made it necessary, never put in its place. */
    private void rollbackAfter(Exception failure) {
        try {
            close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** Ends the transaction, if it has not ended yet. */
    public void rollback() throws SQLException {
        if (open) {
            open = false;
            answered(connection, () -> {
                connection.rollback();
                return null;
            });
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            rollback();
        } catch (SQLException e) {
            throw new SQLException("the rollback failed too: " + Failures.describe(e), e.getSQLState());
        }
    }
}
