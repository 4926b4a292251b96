package dev.phoenixkit.jdbc;

import dev.phoenixkit.errors.ServerErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One transaction on a connection with autocommit off: begins with the first statement, ends with {@link #commit} or,
 * whatever happens, with a rollback on {@link #close}.
 *
 * <p>State is set by statements within it, never through the driver: what {@code Connection.setReadOnly} and
 * {@code setTransactionIsolation} do outlives the transaction, and behind pgbouncer it would reach other clients.
 */
public final class Transaction implements AutoCloseable {

    /** For looking things up: each statement sees what is committed when it begins. */
    public static final String READ_ONLY = "SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = 0";

    private final Connection connection;
    private boolean open = true;

    private Transaction(Connection connection) {
        this.connection = connection;
    }

    /**
     * Begins.
     *
     * @param firstStatements statements separated by semicolons that the transaction begins with
     */
    public static Transaction begin(Connection connection, String firstStatements) throws SQLException {
        Transaction transaction = new Transaction(connection);
        try {
            transaction.execute(firstStatements);
            return transaction;
        } catch (SQLException | RuntimeException e) {
            transaction.rollbackAfter(e);
            throw e;
        }
    }

    /** What is read within a transaction. */
    public interface Reading<T> {
        T read() throws SQLException;
    }

    /**
     * Reads within a transaction that ends with it.
     *
     * @param firstStatements as for {@link #begin}; should make the transaction read-only
     */
    public static <T> T read(Connection connection, String firstStatements, Reading<T> reading) throws SQLException {
        try (Transaction transaction = begin(connection, firstStatements)) {
            T result = reading.read();
            transaction.rollback();
            return result;
        }
    }

    void execute(String statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }

    public void commit() throws SQLException {
        open = false;
        connection.commit();
    }

    /** Rolls back; a failure to do so is added to what made it necessary, never put in its place. */
    void rollbackAfter(Exception failure) {
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
            connection.rollback();
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            rollback();
        } catch (SQLException e) {
            throw new SQLException("the rollback failed too: " + ServerErrors.describe(e), e.getSQLState());
        }
    }
}
