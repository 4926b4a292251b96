package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.IntegrationKey;
import dev.phoenixkit.v114.KeyLength;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Rewrites the rows that need no thought where they are, so that they do not travel. Up, a row whose key has a name and whose
 * body is an object that says what the key says, or does not say it yet. Down, a row that is the only one to want its key. What SQL says here of
 * keys and bodies is what the rules in Java say of the same rows; a seeded test compares the two.
 *
 * @param rewritten rows that were rewritten in all
 * @param filled rows among them that got provider or name from the key
 */
public record SetBasedUpdate(long rewritten, long filled) {
    /** The provider in the key: what stands between its first two colons. */
    static final String KEY_PROVIDER = "pg_catalog.split_part(s.key, ':', 2)";

    /** All that follows in the key; SQL counts from 1, and a colon follows the provider. */
    static final String KEY_REST = "pg_catalog.substr(s.key, " + (IntegrationKey.PREFIX.length() + 2)
            + " OPERATOR(pg_catalog.+) pg_catalog.length(" + KEY_PROVIDER + "))";

    private static final String KEY_FIELDS =
            "pg_catalog.jsonb_build_object('provider', " + KEY_PROVIDER + ", 'name', " + KEY_REST + ")";

    /** Runs the statements within the current transaction, in one round trip. */
    public static SetBasedUpdate run(
            Connection connection, SchemaTables tables, Direction direction, Set<String> occupiedKeys)
            throws SQLException {
        StatementPipeline pipeline = new StatementPipeline();
        LongSupplier unfilled;
        LongSupplier filled;
        if (direction == Direction.UP) {
            Array occupied = connection.createArrayOf("text", occupiedKeys.toArray());
            unfilled = pipeline.update(completeUp(tables), occupied);
            filled = pipeline.update(fillingUp(tables), occupied);
        } else {
            unfilled = pipeline.update(down(tables));
            filled = () -> 0;
        }
        pipeline.run(connection);
        return new SetBasedUpdate(unfilled.getAsLong() + filled.getAsLong(), filled.getAsLong());
    }

    /** Bodies that say what the key says. They are not assigned, so a large one stays where it is stored. */
    private static String completeUp(SchemaTables tables) {
        return up(tables, "") + " AND " + says("provider", KEY_PROVIDER) + " AND " + says("name", KEY_REST);
    }

    /** Bodies that lack one of the fields or both, and contradict the key in none. */
    private static String fillingUp(SchemaTables tables) {
        return up(tables, ", value_json = " + KEY_FIELDS + " OPERATOR(pg_catalog.||) s.value_json")
                + " AND pg_catalog.jsonb_typeof(s.value_json) OPERATOR(pg_catalog.=) 'object'"
                + " AND coalesce(" + says("provider", KEY_PROVIDER) + ", true)"
                + " AND coalesce(" + says("name", KEY_REST) + ", true)";
    }

    private static String up(SchemaTables tables, String assignment) {
        return "UPDATE " + tables.settings() + " s SET key = s.uuid::pg_catalog.text, module = 'integrations'"
                + assignment + " WHERE " + RowShape.COMPOSITE + " AND " + KEY_PROVIDER
                + " OPERATOR(pg_catalog.<>) '' AND " + KEY_REST
                + " OPERATOR(pg_catalog.<>) '' AND NOT (s.uuid::pg_catalog.text OPERATOR(pg_catalog.=) ANY (?))";
    }

    /** Whether a field of the body is this very text; NULL where there is no such field. */
    private static String says(String field, String text) {
        return "(s.value_json OPERATOR(pg_catalog.->) '" + field + "') OPERATOR(pg_catalog.=) pg_catalog.to_jsonb("
                + text + ")";
    }

    /**
     * The rows whose key no other row wants and none has. Bytes decide which keys are the same, which sorts fastest too. The
     * bodies stay as they are.
     */
    private static String down(SchemaTables tables) {
        String claims = "SELECT s.uuid, ('integration:' OPERATOR(pg_catalog.||) " + text("provider")
                + " OPERATOR(pg_catalog.||) ':' OPERATOR(pg_catalog.||) " + orDefault(text("name"))
                + ") COLLATE pg_catalog.\"C\" AS key FROM " + tables.settings() + " s WHERE " + RowShape.UUID_KEYED;
        return "UPDATE " + tables.settings() + " s SET key = claim.key FROM (SELECT claim.uuid, claim.key,"
                + " pg_catalog.count(*) OVER (PARTITION BY claim.key) AS claims FROM (" + claims + ") claim) claim"
                + " WHERE s.uuid OPERATOR(pg_catalog.=) claim.uuid AND claim.claims OPERATOR(pg_catalog.=) 1"
                + " AND NOT (claim.key OPERATOR(pg_catalog.=) ANY (SELECT s.key COLLATE pg_catalog.\"C\" FROM "
                + tables.settings() + " s WHERE " + RowShape.COMPOSITE + "))"
                + " AND pg_catalog.length(claim.key) OPERATOR(pg_catalog.<=) " + KeyLength.LIMIT
                + " AND " + text("provider") + " OPERATOR(pg_catalog.<>) '' AND " + isString("provider")
                + " AND coalesce(" + isString("name") + ", true)";
    }

    static String text(String field) {
        return "(s.value_json OPERATOR(pg_catalog.->>) '" + field + "')";
    }

    private static String isString(String field) {
        return "pg_catalog.jsonb_typeof(s.value_json OPERATOR(pg_catalog.->) '" + field
                + "') OPERATOR(pg_catalog.=) 'string'";
    }

    static String orDefault(String name) {
        return "CASE WHEN " + name + " OPERATOR(pg_catalog.=) '' THEN '" + IntegrationKey.DEFAULT_NAME
                + "' ELSE coalesce(" + name + ", '" + IntegrationKey.DEFAULT_NAME + "') END";
    }
}
