package dev.phoenixkit.status;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.rows.MismatchedRows;
import dev.phoenixkit.rows.Plan;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.rows.RowFindings;
import dev.phoenixkit.rows.TableState;
import dev.phoenixkit.status.SchemaStatus.Rows;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Looks at a schema of PhoenixKit without writing, locking or needing more than SELECT. */
public final class StatusReader {
    private static final Set<Kind> ABOUT_ROWS = EnumSet.of(Kind.TWINS, Kind.BOTH_COLUMNS, Kind.PERSONAL);

    private final Connection connection;
    private final Preflight preflight;
    private final MigrationListener listener;

    private StatusReader(Connection connection, Preflight preflight, MigrationListener listener) {
        this.connection = connection;
        this.preflight = preflight;
        this.listener = listener;
    }

    /**
     * The state of one schema. Of a table that is damaged, or that the role may not read, it is the version and what is
     * in the way.
     *
     * @param preflight what is known of the schema, read not long ago
     * @param patience how long to wait while somebody excludes even reading
     * @param listener is told of server, version and counts, of rows that do not fit, and of what up and down would decide
     *     on each row that has the shape that they are about
     * @throws RefusedException where PhoenixKit is not there
     * @throws LockTimeoutException where the rows were not to be had; there may be another try
     * @throws CannotRunException where the server does not answer
     */
    public static SchemaStatus read(
            Connection connection, Preflight preflight, Duration patience, MigrationListener listener) {
        try {
            return new StatusReader(connection, preflight, listener).read(patience);
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private SchemaStatus read(Duration patience) throws SQLException {
        preflight.requireInstalled(connection);
        listener.ready(preflight.server());
        listener.found(preflight.version());
        if (listener.wantsIdentity()) {
            listener.identified(Transaction.lookUp(connection, () -> DatabaseIdentity.read(connection)));
        }
        try {
            preflight.requireReadable();
        } catch (RefusedException e) {
            noteSchema(SchemaTables.in(connection, preflight.schema()), preflight.version(), Optional.empty());
            return new SchemaStatus(
                    preflight.schema(), preflight.version(), Optional.empty(), Optional.of(e.getMessage()));
        }
        return rows(new StatementPipeline().command(Transaction.snapshot(connection, preflight.isOfCitus(), patience)));
    }

    private SchemaStatus rows(StatementPipeline first) throws SQLException {
        SchemaTables tables = SchemaTables.in(connection, preflight.schema());
        Supplier<TableState> up = TableState.queryIn(first, tables, Direction.UP);
        Supplier<TableState> down = TableState.queryIn(first, tables, Direction.DOWN);
        Supplier<List<Finding>> few = RowFindings.ofFewIn(first, tables, ABOUT_ROWS);
        try (Transaction transaction = Transaction.begin(connection, first)) {
            TableState state = up.get();
            listener.counted(state.version(), state.counts());
            plan(tables, Direction.UP, state);
            plan(tables, Direction.DOWN, down.get());
            noteSchema(tables, state.version(), Optional.of(state.counts()));
            if (preflight.isOfCitus()) {
                Finding.ofHalfCommitted(state.version(), state.counts()).ifPresent(listener::noted);
            }
            if (RowFindings.areFew(state.counts())) {
                few.get().forEach(listener::noted);
            } else {
                RowFindings.read(connection, tables, ABOUT_ROWS, null, listener::noted);
            }
            // Rows say what a lost version is, not the other way round.
            Optional<Long> mismatched = state.version().isNumber()
                            && !state.version().isLost()
                    ? Optional.of(MismatchedRows.read(connection, tables, state.version(), listener::mismatched))
                    : Optional.empty();
            transaction.rollback();
            return new SchemaStatus(
                    preflight.schema(),
                    state.version(),
                    Optional.of(new Rows(state.counts(), mismatched)),
                    Optional.empty());
        }
    }

    private void noteSchema(SchemaTables tables, SchemaVersion version, Optional<RowCounts> counts) {
        Finding.ofPrefix(tables.schema()).ifPresent(listener::noted);
        Finding.ofWayBack(version).ifPresent(listener::noted);
        if (version.isLost()) {
            listener.noted(Finding.ofLostComment(tables, counts));
        }
        long stragglers = counts.map(RowCounts::composite).orElse(0L);
        if (version.isNumber() && version.number() >= Direction.UP.toVersion() && stragglers > 0) {
            listener.noted(Finding.of(Kind.BLOCKS_REPAIR, "rows: " + stragglers));
        }
    }

    private void decided(Decision decision) {
        listener.decided(decision);
        if (decision instanceof Problem problem) {
            Finding.ofProblem(problem).ifPresent(listener::noted);
        }
    }

    private void plan(SchemaTables tables, Direction direction, TableState state) throws SQLException {
        if (state.counts().source(direction) > 0) {
            new Plan(direction, tables, preflight.server().keyLength(), state.occupiedKeys(), Optional.empty())
                    .decideAll(connection, direction == Direction.UP ? this::decided : listener::decided);
        }
    }
}
