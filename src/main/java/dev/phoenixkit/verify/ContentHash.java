package dev.phoenixkit.verify;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.rows.Plan;
import dev.phoenixkit.v114.OwnedContent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Two sums over all rows of the settings table, which do not depend on the order of the rows.
 *
 * @param owned what V114 may change; hashed here
 * @param rest everything else, as text (jsonb's own equality takes 1.0 and 1.00 for the same); hashed by the server
 */
record ContentHash(long owned, BigDecimal rest) {

    private static final String COLUMNS = """
            SELECT pg_catalog.string_agg('s.' OPERATOR(pg_catalog.||) pg_catalog.quote_ident(attname)
                                         OPERATOR(pg_catalog.||) '::pg_catalog.text', ', ' ORDER BY attnum)
              FROM pg_catalog.pg_attribute
             WHERE attrelid OPERATOR(pg_catalog.=) ? AND attnum OPERATOR(pg_catalog.>) 0 AND NOT attisdropped
               AND attgenerated OPERATOR(pg_catalog.=) ''
               AND NOT (attname OPERATOR(pg_catalog.=) ANY ('{key, module, value_json}'))""";

    /**
     * The body without the two fields; one that is not there counts as empty, since V114 may make it an object. Of the
     * fields, what is no scalar is not read into the plugin, and is never changed.
     */
    private static final String REST_OF_BODY = "CASE WHEN s.value_json IS NULL OR " + isType("s.value_json", "null")
            + " THEN '{}' WHEN " + isType("s.value_json", "object")
            + " THEN ((s.value_json OPERATOR(pg_catalog.-) 'provider'::pg_catalog.text) OPERATOR(pg_catalog.-)"
            + " 'name'::pg_catalog.text)::pg_catalog.text" + structure("provider") + structure("name")
            + " ELSE s.value_json::pg_catalog.text END";

    /** Reads the table once for each of the two. */
    static ContentHash take(Connection connection, SchemaTables tables, long table) throws SQLException {
        long[] owned = {0};
        Plan.readEverything(connection, tables, row -> owned[0] += OwnedContent.hash(row));
        return new ContentHash(owned[0], rest(connection, tables, table));
    }

    private static String isType(String value, String type) {
        return "pg_catalog.jsonb_typeof(" + value + ") OPERATOR(pg_catalog.=) '" + type + "'";
    }

    private static String structure(String field) {
        String value = "(s.value_json OPERATOR(pg_catalog.->) '" + field + "')";
        return " OPERATOR(pg_catalog.||) CASE WHEN " + isType(value, "object") + " OR " + isType(value, "array")
                + " THEN '" + field + "' OPERATOR(pg_catalog.||) " + value + "::pg_catalog.text ELSE '' END";
    }

    private static BigDecimal rest(Connection connection, SchemaTables tables, long table) throws SQLException {
        String columns;
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, table);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                columns = row.getString(1);
            }
        }
        String sql = "SELECT coalesce(pg_catalog.sum(pg_catalog.hashtextextended(ROW(" + columns + ", " + REST_OF_BODY
                + ")::pg_catalog.text, 114)::pg_catalog.numeric), 0) FROM " + tables.settings() + " s";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBigDecimal(1);
        }
    }
}
