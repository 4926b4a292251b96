package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is known of the table and the transaction before anything is planned, read in one round trip.
 *
 * @param version the schema version
 * @param counts how many rows there are
 * @param occupiedKeys the keys of rows outside the migration that a row inside could want: on the way up those that may be a
 *     uuid, on the way down all of the V113 shape
 * @param transactionId the id under which this transaction writes; null in a read-only one
 */
public record TableState(SchemaVersion version, RowCounts counts, Set<String> occupiedKeys, String transactionId) {
    /** A transaction has no id before it writes, unless it asks for one. */
    private static final String TRANSACTION_ID =
            "SELECT CASE WHEN NOT pg_catalog.current_setting('transaction_read_only')::pg_catalog.bool"
                    + " THEN pg_catalog.pg_current_xact_id()::pg_catalog.xid::pg_catalog.text END";

    /** Adds the queries. */
    public static Supplier<TableState> queryIn(StatementPipeline pipeline, SchemaTables tables, Direction direction) {
        Supplier<SchemaVersion> version = versionIn(pipeline, tables);
        Supplier<RowCounts> counts = RowCounts.queryIn(pipeline, tables, null);
        Supplier<Set<String>> occupiedKeys = pipeline.query(occupiedKeys(direction, tables), TableState::texts);
        Supplier<Set<String>> transactionId = pipeline.query(TRANSACTION_ID, TableState::texts);
        return () -> new TableState(
                version.get(),
                counts.get(),
                occupiedKeys.get(),
                transactionId.get().iterator().next());
    }

    /** Adds the query for the version, which is the comment of the version table (v114-reference, "Versions"). */
    public static Supplier<SchemaVersion> versionIn(StatementPipeline pipeline, SchemaTables tables) {
        return pipeline.query(
                "SELECT pg_catalog.obj_description(pg_catalog.to_regclass(?), 'pg_class')",
                rows -> new SchemaVersion(texts(rows).iterator().next()),
                tables.versionTable());
    }

    static Set<String> texts(ResultSet rows) throws SQLException {
        Set<String> texts = new HashSet<>();
        while (rows.next()) {
            texts.add(rows.getString(1));
        }
        return texts;
    }

    private static String occupiedKeys(Direction direction, SchemaTables tables) {
        return "SELECT s.key FROM " + tables.settings() + " s WHERE "
                + switch (direction) {
                    case UP ->
                        "pg_catalog.octet_length(s.key) OPERATOR(pg_catalog.=) 36 AND NOT (" + RowShape.COMPOSITE
                                + ") AND s.key OPERATOR(pg_catalog.<>) s.uuid::pg_catalog.text";
                    case DOWN -> RowShape.COMPOSITE;
                };
    }
}
