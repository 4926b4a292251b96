package dev.phoenixkit.status;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationTransaction;
import dev.phoenixkit.preflight.Installations;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.preflight.Preflight.Findings;
import dev.phoenixkit.preflight.Preflight.Purpose;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.rows.MismatchedRows;
import dev.phoenixkit.rows.OccupiedKeys;
import dev.phoenixkit.rows.Plan;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.status.SchemaStatus.Rows;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.KeyLength;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at PhoenixKit's schemas without writing, locking or needing more than SELECT. */
public final class StatusReader {

    private final Connection connection;

    private StatusReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * The schemas of the database that hold PhoenixKit, in the order of their names' bytes.
     *
     * @throws CannotRunException where the server does not answer
     */
    public static List<String> schemas(Connection connection) {
        try {
            return Transaction.read(
                    connection,
                    Transaction.READ_ONLY,
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
     * @param listener hears of the server, of rows that do not fit, and of what up and down would decide on rows that are
     *     not plain
     * @throws RefusedException where PhoenixKit is not there
     * @throws CannotRunException where the server does not answer
     */
    public static SchemaStatus read(Connection connection, String schema, MigrationListener listener) {
        try {
            return new StatusReader(connection).read(schema, listener);
        } catch (SQLException e) {
            throw Failures.translate(e);
        }
    }

    private SchemaStatus read(String schema, MigrationListener listener) throws SQLException {
        Findings findings = Preflight.check(connection, schema, version -> Purpose.NOTHING);
        listener.ready(findings.server());
        if (!findings.readable()) {
            return SchemaStatus.unreadable(schema, findings.version(), obstacle(schema));
        }
        return SchemaStatus.readable(
                schema,
                Transaction.read(
                        connection, MigrationTransaction.SNAPSHOT, () -> rows(schema, findings.server(), listener)));
    }

    /** What makes a damaged table, or one that the role may not read, unreadable: what a run would say of it. */
    private String obstacle(String schema) throws SQLException {
        try {
            Preflight.check(connection, schema, version -> Purpose.READ);
            return "what was in the way is gone again";
        } catch (RefusedException e) {
            return e.getMessage();
        }
    }

    private Rows rows(String schema, ServerInfo server, MigrationListener listener) throws SQLException {
        SchemaTables tables = SchemaTables.in(connection, schema);
        RowCounts census = RowCounts.take(connection, tables);
        SchemaVersion version = census.version();
        Optional<Long> unfit = version.isNumber()
                ? Optional.of(MismatchedRows.read(connection, tables, version, listener))
                : Optional.empty();
        KeyLength keyLength = server.sqlAscii() ? KeyLength.BYTES : KeyLength.CODE_POINTS;
        for (Direction direction : Direction.values()) {
            Set<String> heldKeys = OccupiedKeys.read(connection, tables, direction);
            new Plan(direction, tables, keyLength, Optional.empty(), heldKeys, false)
                    .decide(connection, (decision, place) -> listener.decided(decision));
        }
        return new Rows(census, withoutName(tables), unfit);
    }

    private long withoutName(SchemaTables tables) throws SQLException {
        String sql = "SELECT count(*) FROM " + tables.settings() + " s WHERE " + RowCounts.COMPOSITE
                + " AND s.key NOT LIKE 'integration:%:%'";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
