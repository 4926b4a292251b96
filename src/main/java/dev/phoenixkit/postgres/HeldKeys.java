package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/** The keys that rows outside a migration hold, as far as a row inside could want them. */
final class HeldKeys {

    private HeldKeys() {}

    /**
     * Reads them within the current transaction.
     *
     * @return for up: keys that are the uuid of another row, one that is to be migrated. For down: every key in the V113
     *     shape, since no row that has one is being rewritten.
     */
    static Set<String> read(Connection connection, SchemaTables tables, Direction direction) throws SQLException {
        Set<String> keys = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query(direction, tables))) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        return keys;
    }

    private static String query(Direction direction, SchemaTables tables) {
        return switch (direction) {
            case UP ->
                "SELECT s.uuid::text FROM " + tables.settings() + " o JOIN " + tables.settings() + " s ON s.uuid ="
                        + " CASE WHEN o.key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN o.key::uuid END"
                        + " WHERE o.key NOT LIKE 'integration:%' AND " + Census.COMPOSITE;
            case DOWN -> "SELECT s.key FROM " + tables.settings() + " s WHERE " + Census.COMPOSITE;
        };
    }
}
