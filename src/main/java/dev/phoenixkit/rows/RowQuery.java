package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.v114.Direction;

/**
 * The SELECTs that bring rows to the rules. Of a body they take its type and the two fields that V114 owns, of these the
 * text only where it is a scalar: credentials are never read.
 */
final class RowQuery {
    private static final String COLUMNS = "s.uuid, s.key, s.module, pg_catalog.jsonb_typeof(s.value_json), "
            + field("provider") + ", " + field("name");

    private static final String BARE = "CASE WHEN pg_catalog.jsonb_typeof(s.value_json) OPERATOR(pg_catalog.=) 'object'"
            + " THEN ((s.value_json OPERATOR(pg_catalog.-) 'provider'::pg_catalog.text) OPERATOR(pg_catalog.-)"
            + " 'name'::pg_catalog.text) OPERATOR(pg_catalog.=) '{}'::pg_catalog.jsonb ELSE false END";

    private RowQuery() {}

    /** Every row that a run in this direction decides on; for up those too that have the V114 shape already. */
    static String all(Direction direction, SchemaTables tables) {
        return switch (direction) {
            case UP -> select(tables, RowShape.COMPOSITE + " OR (" + RowShape.UUID_KEYED + ")", "false");
            case DOWN -> remaining(direction, tables);
        };
    }

    /** Every row that still has the shape that a run in this direction is about. */
    static String remaining(Direction direction, SchemaTables tables) {
        return switch (direction) {
            case UP -> select(tables, RowShape.COMPOSITE, "false");
            case DOWN -> inOrder(tables, "false");
        };
    }

    /** Every row in the V114 shape, with a look whether its body holds nothing but provider and name. */
    static String forRestore(SchemaTables tables) {
        return inOrder(tables, BARE);
    }

    /** Every row of the table. */
    static String everything(SchemaTables tables) {
        return select(tables, "true", "false");
    }

    /** Integration rows that may not fit version 113 or one below it, or version 114 or one above it. */
    static String maybeMismatched(SchemaTables tables, boolean beforeV114) {
        return select(
                tables,
                beforeV114
                        ? RowShape.UUID_KEYED
                        : RowShape.COMPOSITE + " OR (" + RowShape.UUID_KEYED + " AND (" + isBlank("provider") + " OR "
                                + isBlank("name") + "))",
                "false");
    }

    private static String isBlank(String field) {
        return "coalesce(s.value_json OPERATOR(pg_catalog.->>) '" + field + "', '') OPERATOR(pg_catalog.=) ''";
    }

    private static String select(SchemaTables tables, String shape, String bare) {
        return "SELECT " + COLUMNS + ", " + bare + " FROM " + tables.settings() + " s WHERE " + shape;
    }

    /** In the order in which the way down gives keys (v114-reference, "down"). */
    private static String inOrder(SchemaTables tables, String bare) {
        return select(tables, RowShape.UUID_KEYED, bare) + " ORDER BY s.date_added NULLS LAST, s.uuid";
    }

    private static String field(String name) {
        String value = "s.value_json OPERATOR(pg_catalog.->) '" + name + "'";
        return "pg_catalog.jsonb_typeof(" + value + "), CASE WHEN pg_catalog.jsonb_typeof(" + value
                + ") OPERATOR(pg_catalog.=) ANY (ARRAY['string', 'number', 'boolean'])"
                + " THEN s.value_json OPERATOR(pg_catalog.->>) '" + name + "' END";
    }
}
