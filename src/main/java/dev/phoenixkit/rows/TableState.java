package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a run needs to know of table and transaction before it begins, read in one go.
 *
 * @param census how many rows there are
 * @param heldKeys the keys that rows outside the migration {@linkplain OccupiedKeys hold}
 * @param transactionId the id under which this transaction will write; null in a read-only one
 */
public record TableState(RowCounts census, Set<String> heldKeys, String transactionId) {

    /** A transaction has no id before it writes, unless it asks for one. */
    private static final String TRANSACTION_ID =
            "SELECT CASE WHEN NOT current_setting('transaction_read_only')::bool THEN pg_current_xact_id()::xid::text END";

    public static TableState take(Connection connection, SchemaTables tables, Direction direction) throws SQLException {
        RowCounts[] census = new RowCounts[1];
        Set<String> heldKeys = new HashSet<>();
        String[] transactionId = new String[1];
        new StatementPipeline()
                .query(
                        RowCounts.sql(tables),
                        rows -> census[0] = RowCounts.read(rows),
                        RowCounts.NO_TRANSACTION,
                        tables.marker())
                .query(OccupiedKeys.sql(direction, tables), rows -> OccupiedKeys.read(rows, heldKeys))
                .query(TRANSACTION_ID, rows -> {
                    rows.next();
                    transactionId[0] = rows.getString(1);
                })
                .run(connection);
        return new TableState(census[0], heldKeys, transactionId[0]);
    }
}
