package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.errors.SqlState;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.lock.TableLocks;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.rows.MismatchedRows;
import dev.phoenixkit.rows.ReferringRows;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Runs V114 up or down on one connection: preflight, locks, version, rows, plan, apply, stamp, verify, commit. Either all
 * of it comes to be or nothing.
 */
public final class Migrator {
    private static final Duration WAIT_TO_READ = Duration.ofSeconds(30);

    private final Connection connection;
    private final MigrationRequest request;
    private final MigrationListener listener;
    private final VersionGate gate;

    private Migrator(Connection connection, MigrationRequest request, MigrationListener listener) {
        this.connection = connection;
        this.request = request;
        this.listener = listener;
        this.gate = new VersionGate(request.direction(), request.schema());
    }

    /**
     * Runs.
     *
     * @param connection from {@link dev.phoenixkit.connect.Connector}, with no transaction begun; nothing else may use it
     *     meanwhile
     * @param request what to do
     * @param listener is told of it
     * @return what was done, or for a dry run what would be
     * @throws RefusedException where the database is not in the state that is needed, or rows are in the way
     * @throws CannotRunException where the run could not be made, or its outcome is unknown
     */
    public static MigrationResult run(Connection connection, MigrationRequest request, MigrationListener listener) {
        try {
            return new Migrator(connection, request, listener).run();
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private MigrationResult run() throws SQLException {
        SchemaTables tables = SchemaTables.in(connection, request.schema());
        Preflight preflight = Preflight.read(connection, request.schema());
        listener.ready(preflight.server());
        listener.found(preflight.version());
        identify();
        preflight.requireVersionTable();
        if (!gate.needsMigration(preflight.version())) {
            return nothingToDo(tables, preflight);
        }
        ReferringRows referring = referringRows(tables, preflight);
        if (request.dryRun()) {
            preflight.requirePlannable(referring.blockers());
            listener.following(referring.following());
            MigrationRun run = new MigrationRun(connection, request, listener, tables, preflight);
            return Transaction.read(connection, Transaction.snapshot(connection, request.lockTimeout()), run::plan);
        }
        preflight.requireWritable(referring.blockers());
        listener.following(referring.following());
        return migrate(tables, preflight);
    }

    private MigrationResult migrate(SchemaTables tables, Preflight preflight) throws SQLException {
        TableLocks locks = new TableLocks(connection, tables, request.lockTimeout(), listener::waitingForLock);
        AtomicReference<Supplier<Preflight>> again = new AtomicReference<>();
        long heldBefore = 0;
        while (true) {
            try (Transaction transaction = locks.acquire(pipeline -> again.set(preflight.againIn(pipeline)))) {
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

    private ReferringRows referringRows(SchemaTables tables, Preflight preflight) throws SQLException {
        if (preflight.settings().foreignKeys().isEmpty() || !preflight.isReadable()) {
            return ReferringRows.NONE;
        }
        return Transaction.read(
                connection, Transaction.snapshot(connection, request.lockTimeout()), () -> find(tables, preflight));
    }

    private ReferringRows find(SchemaTables tables, Preflight preflight) throws SQLException {
        return ReferringRows.find(
                connection, tables, request.direction(), preflight.settings().foreignKeys());
    }

    private void identify() throws SQLException {
        if (request.restore().isEmpty() && !listener.wantsIdentity()) {
            return;
        }
        DatabaseIdentity identity = Transaction.lookUp(connection, () -> DatabaseIdentity.read(connection));
        listener.identified(identity);
        request.restore().ifPresent(report -> report.checkIsOf(identity));
    }

    private MigrationResult nothingToDo(SchemaTables tables, Preflight preflight) throws SQLException {
        SchemaVersion version = preflight.version();
        long mismatched = 0;
        if (preflight.isReadable()) {
            mismatched = Transaction.read(
                    connection,
                    Transaction.snapshot(connection, WAIT_TO_READ),
                    () -> MismatchedRows.read(connection, tables, version, listener::mismatched));
        }
        return MigrationResult.nothingToDo(version, mismatched);
    }
}
