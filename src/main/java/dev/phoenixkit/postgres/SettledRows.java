package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The one thing that SQL says beside the rules in Java: which rows only get a new key, and which key. They make the
 * set-based part, which the server rewrites without their travelling. A seeded test holds the two together. On the way down
 * SQL may take a row for contested that is not; never the other way round.
 */
final class SettledRows {

    private static final String PROVIDER = "(s.provider #>> '{}')";
    private static final String NAME = "(s.name #>> '{}')";

    /** In a key a colon ends the provider, so one that has a colon itself cannot stand in a key. */
    private static final String KEY_START =
            "CASE WHEN position(':' in " + PROVIDER + ") = 0 THEN 'integration:' || nullif(" + PROVIDER + ", '') END";

    private static final String NOT_STRINGS =
            "jsonb_typeof(s.provider) <> 'string' OR jsonb_typeof(s.name) <> 'string'";

    /**
     * Up, whether the body says something else than the key. Where it says the same, in strings, the key put together
     * from the body is the one that is there, or one that leaves out the default name.
     */
    static final String UP_DIFFERS = "CASE WHEN s.key = " + KEY_START + " || ':' || nullif(" + NAME + ", '') THEN "
            + NOT_STRINGS + " WHEN " + NAME + " = 'default' AND s.key IN (" + KEY_START + ", " + KEY_START
            + " || ':') THEN " + NOT_STRINGS + " ELSE true END";

    private SettledRows() {}

    /** The new key of a settled row {@code s}. */
    static String key(Direction direction) {
        return switch (direction) {
            case UP -> "s.uuid::text";
            case DOWN -> composite("(s.value_json ->> 'provider')", "(s.value_json ->> 'name')");
        };
    }

    /** The key of version 113 for the text of the two fields; NULL where there is no provider. */
    private static String composite(String provider, String name) {
        return "'integration:' || nullif(" + provider + ", '') || ':' || coalesce(nullif(" + name + ", ''), 'default')";
    }

    /**
     * Down: where all rows are stored that want a key that another row wants or holds, one that a suffix could make of such
     * a key, or none that is valid; an array of {@code ctid}s as PostgreSQL writes it. It is not read through a cursor, so
     * the server may look at the bodies in several processes.
     *
     * <p>The planner takes the claims for very few, and would join them row by row.
     */
    static String travelling(Connection connection, SchemaTables tables) throws SQLException {
        String[] places = new String[1];
        new Exchange()
                .command("SET LOCAL enable_nestloop = off")
                .query(travellingSql(tables), rows -> {
                    rows.next();
                    places[0] = rows.getString(1);
                })
                .command("SET LOCAL enable_nestloop = on")
                .run(connection);
        return places[0];
    }

    /**
     * Keys are compared by a hash of 64 bits, which takes less time and memory, and now and then a row too many. The text
     * of a field that is an object or array begins with a brace or bracket (123, 91). A suffix is a dash and 8 or 12
     * characters of a uuid's last group, or a dash and all of a uuid, which ends in a dash and that group.
     */
    private static String travellingSql(SchemaTables tables) {
        return "WITH claim AS MATERIALIZED (SELECT s.place, s.uuid, hashtextextended(s.wanted, 0) AS wanted,"
                + " CASE WHEN s.wanted LIKE '%-________' OR s.wanted LIKE '%-____________' THEN right(s.wanted, 13) END"
                + " AS tail, s.odd OR octet_length(s.wanted) > 255 AS odd"
                + " FROM (SELECT s.place, s.uuid, (" + composite("s.provider", "s.name") + ") COLLATE \"C\" AS wanted,"
                + " ascii(s.provider) IN (91, 123) OR ascii(s.name) IN (91, 123) AS odd"
                + " FROM (SELECT s.place, s.uuid, s.body ->> 'provider' AS provider, s.body ->> 'name' AS name"
                + " FROM (SELECT s.ctid AS place, s.uuid, s.value_json || '{}' AS body FROM " + tables.settings()
                + " s WHERE " + Census.UUID_KEYED + " OFFSET 0) s OFFSET 0) s OFFSET 0) s),\n"
                + "contested AS MATERIALIZED (SELECT wanted FROM claim GROUP BY wanted HAVING count(*) > 1"
                + " UNION SELECT hashtextextended(s.key COLLATE \"C\", 0) FROM " + tables.settings() + " s WHERE "
                + Census.COMPOSITE + "),\n"
                + "rival AS MATERIALIZED (SELECT c.place, c.uuid FROM claim c JOIN contested USING (wanted)),\n"
                + "special AS MATERIALIZED (SELECT place, tail, odd FROM claim"
                + " WHERE tail IS NOT NULL OR odd IS NOT FALSE),\n"
                + "tail AS MATERIALIZED (SELECT '-' || substring(uuid::text from 25 for length) AS tail"
                + " FROM rival, (VALUES (8), (12)) AS lengths (length)"
                + " WHERE EXISTS (SELECT FROM special WHERE tail IS NOT NULL) GROUP BY 1)\n"
                + "SELECT array_agg(place) FROM (SELECT place FROM rival"
                + " UNION SELECT c.place FROM special c JOIN tail t ON right(c.tail, 9) = t.tail"
                + " UNION SELECT c.place FROM special c JOIN tail t ON c.tail = t.tail"
                + " UNION SELECT place FROM special WHERE odd IS NOT FALSE) travelling";
    }
}
