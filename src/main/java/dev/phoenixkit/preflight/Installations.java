package dev.phoenixkit.preflight;

import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The schemas of a database that hold PhoenixKit. */
public final class Installations {

    private static final String QUERY = """
            SELECT n.nspname, obj_description(c.oid, 'pg_class')
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relname = 'phoenix_kit' AND c.relkind IN ('r', 'p')
             ORDER BY n.nspname COLLATE "C\"""";

    private Installations() {}

    /**
     * One of them.
     *
     * @param schema the schema, unquoted
     * @param version its version
     */
    public record Installation(String schema, SchemaVersion version) {}

    public static List<Installation> find(Connection connection) throws SQLException {
        List<Installation> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                found.add(new Installation(row.getString(1), new SchemaVersion(row.getString(2))));
            }
        }
        return found;
    }
}
