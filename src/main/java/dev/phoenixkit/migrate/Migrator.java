package dev.phoenixkit.migrate;

import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.lock.TableLocks;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.preflight.Preflight.Findings;
import dev.phoenixkit.preflight.Preflight.Purpose;
import dev.phoenixkit.rows.MismatchedRows;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Runs V114 up or down on one connection: preflight, locks, version, rows, plan, apply, stamp, verify, commit. Either all
 * of it comes to be or nothing.
 */
public final class Migrator {

    private final Connection connection;
    private final MigrationRequest request;
    private final MigrationListener listener;

    private Migrator(Connection connection, MigrationRequest request, MigrationListener listener) {
        this.connection = connection;
        this.request = request;
        this.listener = listener;
    }

    /**
     * Runs.
     *
     * @param connection from {@link Connector}, with no transaction begun; nothing else may use it meanwhile
     * @param request what to do
     * @param listener hears of it
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
        Findings findings = Preflight.check(connection, request.schema(), this::purpose);
        listener.ready(findings.server());
        listener.found(findings.version());
        identify();
        VersionGate gate = new VersionGate(request.direction(), request.schema());
        if (!gate.opensFor(findings.version())) {
            return nothingToDo(tables, findings, findings.version());
        }
        if (request.dryRun()) {
            MigrationRun run = new MigrationRun(connection, request, listener, tables, findings);
            return Transaction.read(connection, MigrationTransaction.snapshot(request.lockTimeout()), run::plan);
        }
        TableLocks locks = new TableLocks(connection, tables, findings.server(), listener);
        try (Transaction transaction = locks.acquire(request.lockTimeout())) {
            long start = System.nanoTime();
            Findings locked = findings.again(connection, request.schema());
            if (gate.opensFor(locked.version())) {
                locked.requireTablesOf(findings);
                return new MigrationRun(connection, request, listener, tables, locked).apply(transaction, start);
            }
            transaction.rollback();
            return nothingToDo(tables, locked, locked.version());
        }
    }

    private void identify() throws SQLException {
        if (request.restore().isEmpty() && !listener.wantsIdentity()) {
            return;
        }
        DatabaseIdentity identity =
                Transaction.read(connection, Transaction.READ_ONLY, () -> DatabaseIdentity.read(connection));
        listener.identified(identity);
        request.restore().ifPresent(report -> report.checkIsOf(identity, request.schema()));
    }

    private Purpose purpose(SchemaVersion version) {
        return switch (version.verdict(request.direction())) {
            case MIGRATE -> request.dryRun() ? Purpose.READ : Purpose.WRITE;
            case NOTHING_TO_DO, NOT_A_NUMBER, TOO_LOW, TOO_HIGH -> Purpose.NOTHING;
        };
    }

    private MigrationResult nothingToDo(SchemaTables tables, Findings findings, SchemaVersion version)
            throws SQLException {
        long unfit = 0;
        if (findings.readable()) {
            unfit = Transaction.read(
                    connection,
                    MigrationTransaction.SNAPSHOT,
                    () -> MismatchedRows.read(connection, tables, version, listener));
        }
        return MigrationResult.nothingToDo(version, unfit);
    }
}
