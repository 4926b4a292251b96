package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.v114.Direction;

/**
 * The SELECTs that bring rows to the rules. Of a body they take its type and the two fields that V114 owns, of these the
 * text only where it is a scalar.
 *
 * <p>{@link #undecided} leaves out the rows of the set-based part, as {@link SettledRows} says.
 */
public final class RowQuery {

    private static final String COLUMNS = "s.ctid, s.uuid, s.key, s.module, jsonb_typeof(s.value_json), "
            + fieldColumns("provider") + ", " + fieldColumns("name");

    private static final String BARE = "CASE WHEN jsonb_typeof(s.value_json) = 'object'"
            + " THEN s.value_json - 'provider' - 'name' = '{}'::jsonb ELSE false END";

    private RowQuery() {}

    /**
     * Every row that a run in this direction has to know of; for up those too that have the V114 shape already.
     *
     * @param bare whether to look if bodies hold nothing but provider and name
     */
    static String all(Direction direction, SchemaTables tables, boolean bare) {
        return switch (direction) {
            case UP -> select(tables, RowCounts.COMPOSITE + " OR (" + RowCounts.UUID_KEYED + ")", bare);
            case DOWN -> ordered(tables, RowCounts.UUID_KEYED, bare);
        };
    }

    /** Every row of the table. */
    public static String everything(SchemaTables tables) {
        return select(tables, "true", false);
    }

    /**
     * The rows that need a decision of their own. One parameter: up, an array of uuids to take in anyway; down, the
     * {@linkplain SettledRows#travelling places} of the rows.
     */
    static String undecided(Direction direction, SchemaTables tables) {
        return switch (direction) {
            case UP -> select(tables, RowCounts.COMPOSITE, SettledRows.UP_DIFFERS + " OR s.uuid = ANY (?)", false);
            case DOWN -> ordered(tables, "s.ctid = ANY (?::tid[])", false);
        };
    }

    /** Integration rows that may not fit version 113 or one below it, or version 114 or one above it. */
    static String maybeUnfit(SchemaTables tables, boolean beforeV114) {
        return select(
                tables,
                beforeV114
                        ? RowCounts.UUID_KEYED
                        : RowCounts.COMPOSITE + " OR (" + RowCounts.UUID_KEYED
                                + " AND (coalesce(s.value_json ->> 'provider', '') = ''"
                                + " OR coalesce(s.value_json ->> 'name', '') = ''))",
                false);
    }

    private static String select(SchemaTables tables, String shape, boolean bare) {
        return select(tables, shape, "true", bare);
    }

    private static String select(SchemaTables tables, String shape, String condition, boolean bare) {
        return select(bare) + fields(tables, shape, condition, "s.ctid, s.uuid, s.key, s.module, s.value_json");
    }

    /** In the order that the way down takes. Tables that are only looked at may lack the date. */
    private static String ordered(SchemaTables tables, String shape, boolean bare) {
        return select(bare)
                + fields(tables, shape, "true", "s.ctid, s.uuid, s.key, s.module, s.value_json, s.date_added")
                + " ORDER BY s.date_added NULLS LAST, s.uuid";
    }

    private static String select(boolean bare) {
        return "SELECT " + COLUMNS + ", " + (bare ? BARE : "false") + " FROM ";
    }

    /**
     * The rows of a shape with their two fields taken out, as a table {@code s}.
     *
     * @param condition a condition on the body, {@code s.body}, and the texts of its fields, {@code s.provider} and
     *     {@code s.name}
     */
    private static String fields(SchemaTables tables, String shape, String condition, String columns) {
        return "(SELECT " + columns + ", s.body -> 'provider' AS provider, s.body -> 'name' AS name FROM "
                + texts(tables, shape, columns) + " WHERE " + condition + " OFFSET '0') s";
    }

    /**
     * The rows of a shape with the texts of their two fields, as a table {@code s}.
     *
     * <p>A body may be large and stored elsewhere, and PostgreSQL fetches it again for each operator. Joining it with the
     * empty object fetches it once, and does nothing else to an object; other kinds become arrays, which have no fields
     * either. Each OFFSET keeps the planner from writing the expression out wherever it is used; as a number without
     * quotes, which is cast, it would also keep it from sharing the work among processes.
     */
    static String texts(SchemaTables tables, String shape, String columns) {
        return "(SELECT " + columns
                + ", s.body, s.body ->> 'provider' AS provider, s.body ->> 'name' AS name FROM (SELECT "
                + columns + ", s.value_json || '{}' AS body FROM " + tables.settings() + " s WHERE " + shape
                + " OFFSET '0') s OFFSET '0') s";
    }

    private static String fieldColumns(String field) {
        return "jsonb_typeof(s." + field + "), CASE WHEN jsonb_typeof(s." + field
                + ") IN ('string', 'number', 'boolean') THEN s." + field + " #>> '{}' END";
    }
}
