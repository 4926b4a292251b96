package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a run needs to know of table and transaction before it begins, read in one go.
 *
 * @param census how many rows there are
 * @param heldKeys the keys that rows outside the migration {@linkplain HeldKeys hold}
 * @param transactionId the id under which this transaction will write; null in a read-only one
 */
record Inventory(Census census, Set<String> heldKeys, String transactionId) {

    /** A transaction has no id before it writes, unless it asks for one. */
    private static final String TRANSACTION_ID =
            "SELECT CASE WHEN NOT current_setting('transaction_read_only')::bool THEN pg_current_xact_id()::xid::text END";

    static Inventory take(Connection connection, SchemaTables tables, Direction direction) throws SQLException {
        Census[] census = new Census[1];
        Set<String> heldKeys = new HashSet<>();
        String[] transactionId = new String[1];
        new Exchange()
                .query(
                        Census.sql(tables),
                        rows -> census[0] = Census.read(rows),
                        Census.NO_TRANSACTION,
                        tables.marker())
                .query(HeldKeys.sql(direction, tables), rows -> HeldKeys.read(rows, heldKeys))
                .query(TRANSACTION_ID, rows -> {
                    rows.next();
                    transactionId[0] = rows.getString(1);
                })
                .run(connection);
        return new Inventory(census[0], heldKeys, transactionId[0]);
    }
}
