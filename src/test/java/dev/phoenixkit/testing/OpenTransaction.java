package dev.phoenixkit.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A transaction of another session, which goes on until the test ends it. */
public final class OpenTransaction implements AutoCloseable {
    private final Connection connection;
    private final int pid;

    OpenTransaction(Connection connection) throws SQLException {
        this.connection = connection;
        pid = connection.unwrap(PGConnection.class).getBackendPID();
        connection.setAutoCommit(false);
    }

    /** The process of the session. */
    public int pid() {
        return pid;
    }

    public OpenTransaction execute(String sql) {
        return run(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    public void commit() {
        run(connection::commit);
    }

    public void rollback() {
        run(connection::rollback);
    }

    @Override
    public void close() {
        run(connection::close);
    }

    private interface Work {
        void run() throws SQLException;
    }

    private OpenTransaction run(Work work) {
        try {
            work.run();
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException("The test's own SQL failed: " + e.getMessage(), e);
        }
    }
}
