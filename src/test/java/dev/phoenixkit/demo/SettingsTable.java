package dev.phoenixkit.demo;

import dev.phoenixkit.testing.Database;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of the demo as a table: what each shows, and its columns, with provider and name apart from the rest. */
final class SettingsTable {
    private static final List<String> TITLES =
            List.of("row", "key", "module", "provider", "name", "rest of value_json");
    /** With the gaps between them not over 160 together. */
    private static final List<Integer> LIMITS = List.of(26, 39, 12, 12, 22, 37);

    private static final String QUERY = """
            SELECT uuid::text, key, coalesce(module, 'NULL'),
                   coalesce((value_json -> 'provider')::text, '-'),
                   coalesce((value_json -> 'name')::text, '-'),
                   CASE jsonb_typeof(value_json)
                     WHEN 'object' THEN (value_json - 'provider' - 'name')::text
                     ELSE coalesce(value_json::text, 'NULL')
                   END
            FROM phoenix_kit_settings
            """;

    private SettingsTable() {}

    /** The rows of the uuids, under their labels and in that order. */
    static String read(Database database, Map<String, String> labels) {
        TextTable table = new TextTable(TITLES, LIMITS);
        Map<String, List<String>> rows = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(QUERY)) {
            while (result.next()) {
                rows.put(
                        result.getString(1),
                        List.of(
                                result.getString(2),
                                result.getString(3),
                                result.getString(4),
                                result.getString(5),
                                result.getString(6)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        labels.forEach((uuid, label) -> {
            List<String> columns = rows.get(uuid);
            table.add(List.of(label, columns.get(0), columns.get(1), columns.get(2), columns.get(3), columns.get(4)));
        });
        return table.toString();
    }
}
