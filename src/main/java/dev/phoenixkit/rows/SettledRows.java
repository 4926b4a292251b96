package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The one thing that SQL says beside the rules in Java: which rows only get a new key, and which key. They make the
 * set-based part, which the server rewrites without their travelling. A seeded test holds the two together. On the way down
 * SQL may take a row for contested that is not; never the other way round.
 */
final class SettledRows {

    /**
     * Whether the two fields are no strings, or empty, or the provider has a colon: in a key a colon ends it. Nearly every
     * row is asked, so a look at the texts comes first, which takes less time than one at the types.
     */
    private static final String UNFIT = "position(':' in s.provider) > 0 OR (" + maybeNoString("s.provider") + " OR "
            + maybeNoString("s.name") + ") AND (s.provider = '' OR s.name = ''"
            + " OR jsonb_typeof(s.body -> 'provider') <> 'string' OR jsonb_typeof(s.body -> 'name') <> 'string')";

    /**
     * Up, whether a body {@code s.body} with the texts {@code s.provider} and {@code s.name} says something else than the
     * key. Where it says the same, in strings, the key put together from the body is the one that is there, or one that
     * leaves out the default name.
     */
    static final String UP_DIFFERS = "CASE WHEN s.key = 'integration:' || s.provider || ':' || s.name"
            + " OR s.name = 'default' AND s.key IN ('integration:' || s.provider, 'integration:' || s.provider || ':')"
            + " THEN " + UNFIT + " ELSE true END";

    private SettledRows() {}

    /** The new key of a settled row {@code s}. */
    static String key(Direction direction) {
        return switch (direction) {
            case UP -> "s.uuid::text";
            case DOWN -> composite("(s.value_json ->> 'provider')", "(s.value_json ->> 'name')");
        };
    }

    /**
     * Whether a field with this text may be no string, or an empty one: where it begins as numbers do (a minus and the
     * digits are before the colon, as is the empty text), or is a boolean, an array or an object.
     */
    private static String maybeNoString(String text) {
        return text + " COLLATE \"C\" < ':' OR " + text + " IN ('true', 'false') OR " + maybeComposite(text);
    }

    /** Whether a field with this text may be an array or an object. */
    private static String maybeComposite(String text) {
        return text + " LIKE '[%' OR " + text + " LIKE '{%'";
    }

    /** The key of version 113 for the text of the two fields; NULL where there is no provider. */
    private static String composite(String provider, String name) {
        return "'integration:' || nullif(" + provider + ", '') || ':' || coalesce(nullif(" + name + ", ''), 'default')";
    }

    /**
     * Down: where all rows are stored that want a key that another row wants or holds, one that a suffix could make of such
     * a key, or none that is valid; an array of {@code ctid}s as PostgreSQL writes it, null where there are none. It is not
     * read through a cursor, so the server may look at the bodies in several processes.
     */
    static String travelling(Connection connection, SchemaTables tables) throws SQLException {
        String[] places = new String[1];
        new StatementPipeline()
                .query(travellingSql(tables), rows -> {
                    rows.next();
                    places[0] = rows.getString(1);
                })
                .run(connection);
        return places[0];
    }

    /**
     * Rows in the order of the keys that they want, so that rivals are neighbours. Keys are compared by a hash of 64 bits,
     * which takes less time and memory, and now and then a row too many. A suffix is a dash and 8 or 12 characters of a
     * uuid's last group, or a dash and all of a uuid, which ends in a dash and that group.
     */
    private static String travellingSql(SchemaTables tables) {
        return "WITH found AS MATERIALIZED (SELECT place, uuid, tail, odd, contested FROM (SELECT place, uuid, tail, odd,"
                + " wanted = lag(wanted) OVER neighbours OR wanted = lead(wanted) OVER neighbours AS contested FROM ("
                + claims(tables)
                + "\nUNION ALL SELECT NULL, NULL, hashtextextended(s.key COLLATE \"C\", 0), NULL, false"
                + " FROM " + tables.settings() + " s WHERE " + RowCounts.COMPOSITE + ") claim"
                + " WINDOW neighbours AS (ORDER BY wanted)) claim"
                + " WHERE place IS NOT NULL AND (contested OR tail IS NOT NULL OR odd IS NOT FALSE)),\n"
                + "suffix AS MATERIALIZED (SELECT '-' || substring(uuid::text from 25 for length) AS tail"
                + " FROM found, (VALUES (8), (12)) AS lengths (length)"
                + " WHERE contested AND EXISTS (SELECT FROM found WHERE tail IS NOT NULL))\n"
                + "SELECT array_agg(place) FROM found WHERE contested OR odd IS NOT FALSE"
                + " OR tail IN (SELECT tail FROM suffix) OR right(tail, 9) IN (SELECT tail FROM suffix)";
    }

    /** For each row where it is, what it wants, the end of that where it may be a suffix, and whether it is none to want. */
    private static String claims(SchemaTables tables) {
        return "SELECT s.place, s.uuid, hashtextextended(s.wanted, 0) AS wanted, CASE WHEN s.wanted LIKE '%-________'"
                + " OR s.wanted LIKE '%-____________' THEN right(s.wanted, 13) END AS tail,"
                + " s.odd OR octet_length(s.wanted) > 255 AS odd\n"
                + "FROM (SELECT s.ctid AS place, s.uuid, (" + composite("s.provider", "s.name")
                + ") COLLATE \"C\" AS wanted, " + maybeComposite("s.provider") + " OR " + maybeComposite("s.name")
                + " AS odd FROM "
                + RowQuery.texts(tables, RowCounts.UUID_KEYED, "s.ctid, s.uuid") + " OFFSET '0') s";
    }
}
