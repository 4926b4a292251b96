package dev.phoenixkit.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every row of {@code phoenix_kit_settings} as PostgreSQL writes it in text, ordered by uuid: by column name the text
 * or null, and under {@code xmin} the transaction that wrote the row. Two snapshots are equal only if nobody has so much
 * as rewritten a row in between.
 */
public record Snapshot(List<Map<String, String>> rows) {
    /** The name under which a row's transaction stands. */
    public static final String XMIN = "xmin";

    /** The same rows without {@code xmin}: equal if every column holds the same text, rewritten or not. */
    public Snapshot contents() {
        return new Snapshot(rows.stream()
                .map(row -> {
                    Map<String, String> columns = new LinkedHashMap<>(row);
                    columns.remove(XMIN);
                    return columns;
                })
                .toList());
    }

    /** The rows whose module is not {@code integrations} and whose key is no integration's: they must never change. */
    public Snapshot ordinary() {
        return new Snapshot(rows.stream()
                .filter(row -> !"integrations".equals(row.get("module"))
                        && !row.get("key").startsWith("integration:"))
                .toList());
    }

    /** The row of a uuid. */
    public Map<String, String> row(String uuid) {
        return find("uuid", uuid).orElseThrow(() -> new AssertionError("no row has the uuid " + uuid));
    }

    /** The row of a key, if there is one. */
    public Optional<Map<String, String>> byKey(String key) {
        return find("key", key);
    }

    private Optional<Map<String, String>> find(String column, String text) {
        return rows.stream().filter(row -> text.equals(row.get(column))).findFirst();
    }

    /** Reads the table with whatever columns it has, for damaged ones are read too. */
    static Snapshot read(Connection connection, String prefix) throws SQLException {
        String table = Sql.identifier(prefix) + ".phoenix_kit_settings";
        try (Statement statement = connection.createStatement()) {
            List<String> columns = columns(statement, table);
            StringBuilder query = new StringBuilder("SELECT t.xmin::text");
            columns.forEach(column ->
                    query.append(", t.").append(Sql.identifier(column)).append("::text"));
            query.append(" FROM ").append(table).append(" t ORDER BY ");
            query.append(columns.contains("uuid") ? "t.uuid, t.ctid" : "t.ctid");
            List<Map<String, String>> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(query.toString())) {
                while (result.next()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    row.put(XMIN, result.getString(1));
                    for (int i = 0; i < columns.size(); i++) {
                        row.put(columns.get(i), result.getString(i + 2));
                    }
                    rows.add(row);
                }
            }
            return new Snapshot(rows);
        }
    }

    private static List<String> columns(Statement statement, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet result = statement.executeQuery("SELECT attname FROM pg_attribute WHERE attrelid = "
                + Sql.literal(table) + "::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum")) {
            while (result.next()) {
                columns.add(result.getString(1));
            }
        }
        return columns;
    }
}
