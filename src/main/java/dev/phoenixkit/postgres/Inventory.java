package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * What a plan needs to know of the table as a whole, read in one go.
 *
 * @param census how many rows there are
 * @param heldKeys the keys that rows outside the migration {@linkplain HeldKeys hold}
 */
record Inventory(Census census, Set<String> heldKeys) {

    static Inventory take(Connection connection, SchemaTables tables, Direction direction) throws SQLException {
        Census[] census = new Census[1];
        Set<String> heldKeys = new HashSet<>();
        new Exchange()
                .query(Census.sql(tables), rows -> census[0] = Census.read(rows), tables.marker())
                .query(HeldKeys.sql(direction, tables), rows -> HeldKeys.read(rows, heldKeys))
                .run(connection);
        return new Inventory(census[0], heldKeys);
    }
}
