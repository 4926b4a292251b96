package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Direction;

/**
 * The SELECTs that bring rows to the rules. Of a body they take its type and the two fields that V114 owns, of these the
 * text only where it is a scalar.
 *
 * <p>{@link #undecided} leaves out the rows of the set-based part, which the server can rewrite without their travelling.
 * What these rows are is the one thing that SQL says beside the rules in Java; a seeded test holds the two together.
 */
final class RowQuery {

    private static final String COLUMNS = "s.uuid, s.key, s.module, jsonb_typeof(s.value_json), "
            + fieldColumns("provider") + ", " + fieldColumns("name");

    private static final String BARE = "CASE WHEN jsonb_typeof(s.value_json) = 'object'"
            + " THEN s.value_json - 'provider' - 'name' = '{}'::jsonb ELSE false END";

    /** Provider and name as V113 applications read them out of a key. */
    private static final String KEY_PROVIDER = "split_part(substr(s.key, 13), ':', 1)";

    private static final String KEY_NAME =
            "coalesce(nullif(substr(s.key, 14 + length(" + KEY_PROVIDER + ")), ''), 'default')";

    /** The body says just what the key says, in strings. One look into the body, which may be large. */
    private static final String SETTLED_UP =
            "s.key NOT LIKE 'integration::%' AND s.key <> 'integration:' AND s.value_json @>"
                    + " jsonb_build_object('provider', " + KEY_PROVIDER + ", 'name', " + KEY_NAME + ")";

    /** The key that a row at V114 asks for on the way down; NULL where there is none. */
    static final String WANTED =
            "'integration:' || " + scalar("provider", "NULL") + " || ':' || " + scalar("name", "'default'");

    private RowQuery() {}

    /**
     * Every row that a run in this direction has to know of; for up those too that have the V114 shape already.
     *
     * @param bare whether to look if bodies hold nothing but provider and name
     */
    static String all(Direction direction, SchemaTables tables, boolean bare) {
        String select = select(tables, bare ? BARE : "false");
        return switch (direction) {
            case UP -> select + " WHERE " + Census.COMPOSITE + " OR (" + Census.UUID_KEYED + ")";
            case DOWN -> select + " WHERE " + Census.UUID_KEYED + DOWN_ORDER;
        };
    }

    /** Every row of the table. */
    static String everything(SchemaTables tables) {
        return select(tables);
    }

    /**
     * The rows that need a decision of their own.
     *
     * <p>Up: one parameter, an array of uuids to take in anyway. Down: rows that want no valid key, a key that another
     * row wants or holds, or a key that such a row's suffixed one could be.
     */
    static String undecided(Direction direction, SchemaTables tables) {
        return switch (direction) {
            case UP ->
                select(tables) + " WHERE " + Census.COMPOSITE + " AND ((" + SETTLED_UP
                        + ") IS NOT TRUE OR s.uuid = ANY (?))";
            case DOWN -> contested(tables) + select(tables) + " JOIN travelling t ON t.uuid = s.uuid" + DOWN_ORDER;
        };
    }

    /** Integration rows that may not fit version 113 or one below it, or version 114 or one above it. */
    static String maybeUnfit(SchemaTables tables, boolean beforeV114) {
        return select(tables) + " WHERE "
                + (beforeV114
                        ? Census.UUID_KEYED
                        : Census.COMPOSITE + " OR (" + Census.UUID_KEYED
                                + " AND (coalesce(s.value_json ->> 'provider', '') = ''"
                                + " OR coalesce(s.value_json ->> 'name', '') = ''))");
    }

    private static final String DOWN_ORDER = " ORDER BY s.date_added NULLS LAST, s.uuid";

    private static String contested(SchemaTables tables) {
        return "WITH claim AS MATERIALIZED (SELECT s.uuid, (" + WANTED + ") COLLATE \"C\" AS wanted FROM "
                + tables.settings()
                + " s WHERE " + Census.UUID_KEYED + "),"
                + " contested AS MATERIALIZED (SELECT wanted FROM claim GROUP BY wanted HAVING count(*) > 1"
                + " UNION SELECT s.key COLLATE \"C\" FROM " + tables.settings() + " s WHERE " + Census.COMPOSITE + "),"
                + " rival AS MATERIALIZED (SELECT c.uuid FROM claim c JOIN contested USING (wanted)),"
                + " tail AS MATERIALIZED (SELECT '-' || substring(uuid::text from 25 for n) AS tail"
                + " FROM rival, (VALUES (8), (12)) AS length (n) GROUP BY 1),"
                + " travelling AS (SELECT uuid FROM rival"
                + " UNION SELECT c.uuid FROM claim c JOIN tail ON right(c.wanted, 9) = tail"
                + " UNION SELECT c.uuid FROM claim c JOIN tail ON right(c.wanted, 13) = tail"
                + " UNION SELECT uuid FROM claim WHERE wanted IS NULL OR char_length(wanted) > 255) ";
    }

    private static String select(SchemaTables tables) {
        return select(tables, "false");
    }

    private static String select(SchemaTables tables, String bare) {
        return "SELECT " + COLUMNS + ", " + bare + " FROM " + tables.settings() + " s";
    }

    private static String fieldColumns(String field) {
        return "jsonb_typeof(s.value_json -> '" + field + "'), CASE WHEN jsonb_typeof(s.value_json -> '" + field
                + "') IN ('string', 'number', 'boolean') THEN s.value_json ->> '" + field + "' END";
    }

    private static String scalar(String field, String ifBlank) {
        return "CASE jsonb_typeof(s.value_json -> '" + field + "') WHEN 'object' THEN NULL WHEN 'array' THEN NULL ELSE"
                + " coalesce(nullif(s.value_json ->> '" + field + "', ''), " + ifBlank + ") END";
    }
}
