package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.errors.SqlState;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.lock.TableLocks;
import dev.phoenixkit.migrate.MigrationRequest.RestoreSource;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.MismatchedRows;
import dev.phoenixkit.rows.ReferringRows;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Runs V114 up or down in one schema, on one connection: locks, version, rows, plan, apply, stamp, verify, commit. Either all
 * of it comes to be or nothing.
 */
public final class Migrator {
    private final Connection connection;
    private final Preflight preflight;
    private final MigrationRequest request;
    private final Duration patience;
    private final MigrationListener listener;
    private final VersionGate gate;
    private final Optional<RestoreSource> restore;

    private Migrator(
            Connection connection,
            Preflight preflight,
            MigrationRequest request,
            Duration patience,
            MigrationListener listener) {
        this.connection = connection;
        this.preflight = preflight;
        this.request = request;
        this.patience = patience;
        this.listener = listener;
        this.gate = new VersionGate(request.direction(), preflight.schema());
        this.restore = request.restoreOf(preflight.schema());
    }

    /**
     * Runs in one schema.
     *
     * @param connection from {@link dev.phoenixkit.connect.Connector}, with no transaction begun; nothing else may use it
     *     meanwhile
     * @param preflight what is known of the schema, read not long ago
     * @param request what to do
     * @param patience how long to go on trying for the locks this time, at most the request's {@code lockTimeout}; zero for
     *     one try
     * @param listener is told of it
     * @return what was done, or for a dry run what would be
     * @throws RefusedException where the database is not in the state that is needed, or rows are in the way
     * @throws LockTimeoutException where the locks were not to be had; there may be another try
     * @throws CannotRunException where the run could not be made, or its outcome is unknown
     */
    public static MigrationResult run(
            Connection connection,
            Preflight preflight,
            MigrationRequest request,
            Duration patience,
            MigrationListener listener) {
        try {
            return new Migrator(connection, preflight, request, patience, listener).run();
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private MigrationResult run() throws SQLException {
        preflight.requireInstalled(connection);
        SchemaTables tables = SchemaTables.in(connection, preflight.schema());
        listener.ready(preflight.server());
        listener.found(preflight.version());
        identify();
        preflight.requireVersionTable();
        if (preflight.version().isLost()) {
            return lostVersion(tables);
        }
        if (!gate.needsMigration(preflight.version())) {
            return nothingToDo(tables, preflight);
        }
        request.restore().ifPresent(ups -> ups.upOf(preflight.schema()));
        ReferringRows referring = referringRows(tables);
        if (request.mode() == RunMode.DRY_RUN) {
            preflight.requirePlannable(referring.blockers());
            listener.following(referring.following());
            MigrationRun run = new MigrationRun(connection, request, listener, tables, preflight);
            return Transaction.read(connection, snapshot(), run::plan);
        }
        preflight.requireWritable(referring.blockers());
        listener.following(referring.following());
        return migrate(tables);
    }

    private MigrationResult migrate(SchemaTables tables) throws SQLException {
        TableLocks locks = new TableLocks(
                connection, tables, preflight.isOfCitus(), request.lockTimeout(), patience, listener::waitingForLock);
        AtomicReference<Supplier<Preflight>> again = new AtomicReference<>();
        long heldBefore = 0;
        while (true) {
            try (Transaction transaction =
                    locks.acquire(pipeline -> again.set(preflight.againIn(connection, pipeline)))) {
                long start = System.nanoTime() - heldBefore;
                Preflight locked = again.get().get();
                if (!gate.needsMigration(locked.version())) {
                    transaction.rollback();
                    return nothingToDo(tables, locked);
                }
                locked.requireTablesOf(preflight);
                try {
                    return migrate(transaction, start, tables, locked);
                } catch (SQLException e) {
                    if (!SqlState.isLockMissed(e)) {
                        throw e;
                    }
                    heldBefore = System.nanoTime() - start;
                }
            }
            locks.pauseBeforeRetry(preflight.settings(), listener::retrying);
        }
    }

    private MigrationResult migrate(Transaction transaction, long start, SchemaTables tables, Preflight locked)
            throws SQLException {
        locked.requireWritable(find(tables, locked).blockers());
        return new MigrationRun(connection, request, listener, tables, locked).apply(transaction, start);
    }

    private ReferringRows referringRows(SchemaTables tables) throws SQLException {
        if (preflight.settings().foreignKeys().isEmpty() || !preflight.isReadable()) {
            return ReferringRows.NONE;
        }
        return Transaction.read(connection, snapshot(), () -> find(tables, preflight));
    }

    private ReferringRows find(SchemaTables tables, Preflight found) throws SQLException {
        return ReferringRows.find(
                connection, tables, request.direction(), found.settings().foreignKeys());
    }

    private String snapshot() throws SQLException {
        return Transaction.snapshot(connection, preflight.isOfCitus(), patience);
    }

    private void identify() throws SQLException {
        if (restore.isEmpty() && !listener.wantsIdentity()) {
            return;
        }
        DatabaseIdentity identity = Transaction.lookUp(connection, () -> DatabaseIdentity.read(connection));
        listener.identified(identity);
        restore.ifPresent(up -> up.checkIsOf(identity));
    }

    /** Down there is nothing to do; up, nobody knows from where. */
    private MigrationResult lostVersion(SchemaTables tables) throws SQLException {
        Optional<RowCounts> counts = Optional.empty();
        if (preflight.isReadable()) {
            StatementPipeline pipeline = new StatementPipeline().command(snapshot());
            Supplier<RowCounts> counted = RowCounts.queryIn(pipeline, tables, null);
            Transaction.read(connection, pipeline);
            counts = Optional.of(counted.get());
        }
        Finding finding = Finding.ofLostComment(tables, counts);
        if (request.direction() == Direction.UP) {
            throw gate.refusal(preflight.version(), finding);
        }
        listener.noted(finding);
        return MigrationResult.nothingToDo(preflight.version(), 0);
    }

    private MigrationResult nothingToDo(SchemaTables tables, Preflight found) throws SQLException {
        SchemaVersion version = found.version();
        Finding.ofPrefix(found.schema()).ifPresent(listener::noted);
        long mismatched = found.isReadable()
                ? MismatchedRows.find(connection, tables, version, snapshot(), listener::mismatched)
                : 0;
        return MigrationResult.nothingToDo(version, mismatched);
    }
}
