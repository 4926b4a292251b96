package dev.phoenixkit.verify;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.rows.RowQuery;
import dev.phoenixkit.rows.RowReader;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.Row;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole content of the settings table in two sums of hashes, which do not depend on the order of rows.
 *
 * @param owned what V114 may change: key, module, type of the body, provider, name; hashed here
 * @param rest everything else, as text (jsonb's own equality takes 1.0 and 1.00 for the same); hashed by the server
 */
public record ContentHash(long owned, BigDecimal rest) {

    private static final String COLUMNS = """
            SELECT string_agg('s.' || quote_ident(attname) || '::text', ', ' ORDER BY attnum) FROM pg_attribute
             WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
               AND attname NOT IN ('key', 'module', 'value_json')""";

    /**
     * The body without the two fields; one that is not there counts as empty, since V114 may make it an object. Of the
     * fields, what is no scalar is not read into the plugin, and is never changed.
     */
    private static final String REST_OF_BODY =
            "CASE WHEN jsonb_typeof(s.value_json) = 'object' THEN (s.value_json - 'provider' - 'name')::text"
                    + structure("provider") + structure("name")
                    + " WHEN jsonb_typeof(s.value_json) = 'null' OR s.value_json IS NULL THEN '{}'"
                    + " ELSE s.value_json::text END";

    /** Reads the table once for each of the two. */
    static ContentHash take(Connection connection, SchemaTables tables, long table) throws SQLException {
        long[] owned = {0};
        RowReader.read(connection, RowQuery.everything(tables), (row, place) -> owned[0] += ofOwned(row));
        return new ContentHash(owned[0], rest(connection, tables, table));
    }

    private static String structure(String field) {
        return " || CASE WHEN jsonb_typeof(s.value_json -> '" + field + "') IN ('object', 'array') THEN '" + field
                + "' || (s.value_json -> '" + field + "')::text ELSE '' END";
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
        String sql = "SELECT coalesce(sum(hashtextextended(ROW(" + columns + ", " + REST_OF_BODY
                + ")::text, 114)::numeric), 0)" + " FROM " + tables.settings() + " s";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getBigDecimal(1);
        }
    }

    /** The hash of one row's owned part. */
    public static long ofOwned(Row row) {
        Body body = row.body();
        String text = Stream.of(
                        row.uuid(), row.key(), row.module(), body.type(), text(body.provider()), text(body.name()))
                .map(part -> part == null ? "-" : "+" + part.toString().length() + ":" + part)
                .collect(Collectors.joining());
        return ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static String text(Field field) {
        return field.type() + "/" + field.text();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
