package dev.phoenixkit.status;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.Installations;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.rows.MismatchedRows;
import dev.phoenixkit.rows.Plan;
import dev.phoenixkit.rows.TableState;
import dev.phoenixkit.status.SchemaStatus.Rows;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at PhoenixKit's schemas without writing, locking or needing more than SELECT. */
public final class StatusReader {
    private static final Duration WAIT_TO_READ = Duration.ofSeconds(30);

    private final Connection connection;
    private final MigrationListener listener;

    private StatusReader(Connection connection, MigrationListener listener) {
        this.connection = connection;
        this.listener = listener;
    }

    /**
     * The schemas of the database that hold PhoenixKit, in the order of their names' bytes.
     *
     * @throws CannotRunException where the server does not answer
     */
    public static List<String> schemas(Connection connection) {
        try {
            return Transaction.lookUp(
                    connection,
                    () -> Installations.find(connection).stream()
                            .map(Installations.Installation::schema)
                            .toList());
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    /**
     * The state of one schema. Of a table that is damaged, or that the role may not read, it is the version and what is
     * in the way.
     *
     * @param listener is told of server, version and counts, of rows that do not fit, and of what up and down would decide
     *     on each row
     * @throws RefusedException where PhoenixKit is not there
     * @throws CannotRunException where the server does not answer
     */
    public static SchemaStatus read(Connection connection, String schema, MigrationListener listener) {
        try {
            return new StatusReader(connection, listener).read(schema);
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private SchemaStatus read(String schema) throws SQLException {
        Preflight preflight = Preflight.read(connection, schema);
        listener.ready(preflight.server());
        listener.found(preflight.version());
        if (listener.wantsIdentity()) {
            listener.identified(Transaction.lookUp(connection, () -> DatabaseIdentity.read(connection)));
        }
        try {
            preflight.requireReadable();
        } catch (RefusedException e) {
            return new SchemaStatus(schema, preflight.version(), Optional.empty(), Optional.of(e.getMessage()));
        }
        return Transaction.read(connection, Transaction.snapshot(connection, WAIT_TO_READ), () -> rows(preflight));
    }

    private SchemaStatus rows(Preflight preflight) throws SQLException {
        SchemaTables tables = SchemaTables.in(connection, preflight.schema());
        TableState up = plan(tables, preflight, Direction.UP);
        plan(tables, preflight, Direction.DOWN);
        Optional<Long> mismatched = up.version().isNumber()
                ? Optional.of(MismatchedRows.read(connection, tables, up.version(), listener::mismatched))
                : Optional.empty();
        Rows rows = new Rows(up.counts(), mismatched);
        return new SchemaStatus(preflight.schema(), up.version(), Optional.of(rows), Optional.empty());
    }

    private TableState plan(SchemaTables tables, Preflight preflight, Direction direction) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline();
        Supplier<TableState> state = TableState.queryIn(pipeline, tables, direction);
        pipeline.run(connection);
        listener.counted(state.get().version(), state.get().counts());
        new Plan(direction, tables, preflight.server().keyLength(), state.get().occupiedKeys(), Optional.empty())
                .decideAll(connection, listener::decided);
        return state.get();
    }
}
