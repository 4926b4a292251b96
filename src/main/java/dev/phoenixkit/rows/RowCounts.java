package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Direction;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * How many rows the settings table has, by shape.
 *
 * @param total all rows
 * @param composite rows whose key begins with {@code integration:}
 * @param uuidKeyed rows of module {@code integrations} whose key is their own uuid
 * @param unnamed rows among the composite ones whose key has no name, the oldest shape
 * @param bothColumns integration rows of either shape with a text in {@code value} beside their body
 * @param written rows that a transaction has written, where one was named
 */
public record RowCounts(long total, long composite, long uuidKeyed, long unnamed, long bothColumns, long written) {

    /**
     * Adds the query that counts: one sequential scan, which the server may share among processes.
     *
     * @param transactionId the transaction whose rows are counted as written; null for none. A text, since a query that asks
     *     for the current transaction is never shared
     */
    public static Supplier<RowCounts> queryIn(StatementPipeline pipeline, SchemaTables tables, String transactionId) {
        // The system column xmin is the transaction that wrote the row version (PostgreSQL manual, 5.6); 0 is none.
        // The length spares most rows the writing out of their uuid.
        String sql = "SELECT pg_catalog.count(*), pg_catalog.count(*) FILTER (WHERE " + RowShape.COMPOSITE + "),"
                + " pg_catalog.count(*) FILTER (WHERE pg_catalog.octet_length(s.key) OPERATOR(pg_catalog.=) 36 AND "
                + RowShape.UUID_KEYED + "), pg_catalog.count(*) FILTER (WHERE " + RowShape.COMPOSITE
                + " AND " + RowShape.WITHOUT_NAME + "), pg_catalog.count(*) FILTER (WHERE " + RowShape.BOTH_COLUMNS
                + " AND (" + RowShape.COMPOSITE + " OR " + RowShape.UUID_KEYED + ")),"
                + " pg_catalog.count(*) FILTER (WHERE s.xmin OPERATOR(pg_catalog.=) ?::pg_catalog.xid) FROM "
                + tables.settings() + " s";
        return pipeline.query(sql, RowCounts::read, transactionId == null ? "0" : transactionId);
    }

    private static RowCounts read(ResultSet rows) throws SQLException {
        rows.next();
        return new RowCounts(
                rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5), rows.getLong(6));
    }

    /** The rows that a run in this direction is about. */
    public long source(Direction direction) {
        return direction == Direction.UP ? composite : uuidKeyed;
    }
}
