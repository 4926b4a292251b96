package dev.phoenixkit.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The version of an installation, and every row of its {@code phoenix_kit_settings} as PostgreSQL writes it in text,
 * ordered by uuid: by column name the text or null, and under {@code xmin} the transaction that wrote the row. Two
 * snapshots are equal only if nobody has so much as rewritten a row in between.
 */
public record Snapshot(String version, List<Map<String, String>> rows) {
    /** The name under which a row's transaction stands. */
    public static final String XMIN = "xmin";

    /** The same rows without {@code xmin}, of no version: equal if every column holds the same text, rewritten or not. */
    public Snapshot contents() {
        return ofRows(rows.stream().map(row -> {
            Map<String, String> columns = new LinkedHashMap<>(row);
            columns.remove(XMIN);
            return columns;
        }));
    }

    /** The rows, of no version, whose module is not {@code integrations} and whose key is no integration's: they must never change. */
    public Snapshot ordinary() {
        return ofRows(rows.stream()
                .filter(row -> !"integrations".equals(row.get("module"))
                        && !row.get("key").startsWith("integration:")));
    }

    private static Snapshot ofRows(Stream<Map<String, String>> rows) {
        return new Snapshot(null, rows.toList());
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
        String schema = Sql.identifier(prefix) + ".";
        try (Statement statement = connection.createStatement()) {
            List<Map<String, String>> rows = new ArrayList<>();
            try (ResultSet result =
                    statement.executeQuery("SELECT xmin, * FROM " + schema + "phoenix_kit_settings ORDER BY ctid")) {
                while (result.next()) {
                    Map<String, String> row = new LinkedHashMap<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.put(result.getMetaData().getColumnName(i), result.getString(i));
                    }
                    rows.add(row);
                }
            }
            rows.sort(Comparator.comparing(row -> row.get("uuid"), Comparator.nullsFirst(Comparator.naturalOrder())));
            try (ResultSet version = statement.executeQuery(
                    "SELECT obj_description(to_regclass(" + Sql.literal(schema + "phoenix_kit") + "), 'pg_class')")) {
                version.next();
                return new Snapshot(version.getString(1), rows);
            }
        }
    }
}
