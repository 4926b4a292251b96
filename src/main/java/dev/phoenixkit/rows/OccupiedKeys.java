package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** The keys that rows outside a migration hold, as far as a row inside could want them. */
public final class OccupiedKeys {

    /** A key outside the V113 shape, said so that an index finds the few: by bytes, what precedes and what follows. */
    private static final String NOT_COMPOSITE = "(o.key ~<~ 'integration:' OR o.key ~>=~ 'integration;')";

    private OccupiedKeys() {}

    /**
     * Reads them within the current transaction.
     *
     * @return for up: keys that are the uuid of another row, one that is to be migrated. For down: every key in the V113
     *     shape, since no row that has one is being rewritten.
     */
    public static Set<String> read(Connection connection, SchemaTables tables, Direction direction)
            throws SQLException {
        Set<String> keys = new HashSet<>();
        new StatementPipeline()
                .query(sql(direction, tables), rows -> read(rows, keys))
                .run(connection);
        return keys;
    }

    /** Reads what {@link #sql} found. */
    static void read(ResultSet rows, Set<String> keys) throws SQLException {
        while (rows.next()) {
            keys.add(rows.getString(1));
        }
    }

    /** The query. */
    static String sql(Direction direction, SchemaTables tables) {
        return switch (direction) {
            case UP ->
                "SELECT s.uuid::text FROM " + tables.settings() + " o JOIN " + tables.settings() + " s ON s.uuid ="
                        + " CASE WHEN o.key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN o.key::uuid END"
                        + " WHERE " + NOT_COMPOSITE + " AND " + RowCounts.COMPOSITE;
            case DOWN -> "SELECT s.key FROM " + tables.settings() + " s WHERE " + RowCounts.COMPOSITE;
        };
    }
}
