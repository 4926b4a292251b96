package dev.phoenixkit.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * The two tables of PhoenixKit in one schema, as they stand in SQL: qualified and quoted, so that neither
 * {@code search_path} nor an odd prefix matters.
 *
 * @param schema the schema, unquoted
 * @param settings {@code "schema".phoenix_kit_settings}
 * @param versionTable {@code "schema".phoenix_kit}, whose comment is the version
 */
public record SchemaTables(String schema, String settings, String versionTable) {

    public static final String SETTINGS = "phoenix_kit_settings";
    public static final String VERSION_TABLE = "phoenix_kit";

    public static SchemaTables in(Connection connection, String schema) throws SQLException {
        String quoted = connection.unwrap(PGConnection.class).escapeIdentifier(schema);
        return new SchemaTables(schema, quoted + "." + SETTINGS, quoted + "." + VERSION_TABLE);
    }
}
