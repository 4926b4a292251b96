package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How many rows the settings table has, by shape.
 *
 * @param total all rows
 * @param composite rows whose key begins with {@code integration:}
 * @param uuidKeyed rows of module {@code integrations} whose key is their own uuid
 * @param written rows that this transaction has written
 * @param version the schema version
 */
public record RowCounts(long total, long composite, long uuidKeyed, long written, SchemaVersion version) {

    /** SQL for a row in the V113 shape. */
    public static final String COMPOSITE = "s.key LIKE 'integration:%'";

    /** SQL for a row in the V114 shape. */
    static final String UUID_KEYED = "s.module = 'integrations' AND s.key = s.uuid::text";

    /** The id that no transaction has. */
    static final String NO_TRANSACTION = "0";

    /** SQL for the rows that a run in this direction is about. */
    static String sourceShape(Direction direction) {
        return switch (direction) {
            case UP -> COMPOSITE;
            case DOWN -> UUID_KEYED;
        };
    }

    /** Counts within the current transaction, which has written nothing. */
    public static RowCounts take(Connection connection, SchemaTables tables) throws SQLException {
        RowCounts[] census = new RowCounts[1];
        new StatementPipeline()
                .query(sql(tables), rows -> census[0] = read(rows), NO_TRANSACTION, tables.marker())
                .run(connection);
        return census[0];
    }

    /**
     * The query: one sequential scan, which the server may share among processes. It is given the id of this transaction as
     * a text, or {@link #NO_TRANSACTION}, since a query that asks for it is never shared; and the marker.
     */
    public static String sql(SchemaTables tables) {
        // The system column xmin is the transaction that wrote the row version (PostgreSQL manual, 5.6).
        // The length spares most rows the writing out of their uuid.
        return "SELECT count(*), count(*) FILTER (WHERE " + COMPOSITE + "),"
                + " count(*) FILTER (WHERE octet_length(s.key) = 36 AND " + UUID_KEYED + "),"
                + " count(*) FILTER (WHERE s.xmin = ?::xid), obj_description(to_regclass(?), 'pg_class')"
                + " FROM " + tables.settings() + " s";
    }

    /** Reads what {@link #sql} found. */
    public static RowCounts read(ResultSet rows) throws SQLException {
        rows.next();
        return new RowCounts(
                rows.getLong(1),
                rows.getLong(2),
                rows.getLong(3),
                rows.getLong(4),
                new SchemaVersion(rows.getString(5)));
    }

    /** The rows that a run in this direction is about. */
    public long source(Direction direction) {
        return direction == Direction.UP ? composite : uuidKeyed;
    }

    /** What the table must look like once so many of the source rows are rewritten and nothing else is. */
    public RowCounts afterMigrating(Direction direction, long rows) {
        long up = direction == Direction.UP ? rows : -rows;
        return new RowCounts(total, composite - up, uuidKeyed + up, written + rows, version);
    }
}
