package dev.phoenixkit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the catalogue says of a column of the settings table.
 *
 * @param type the type without length: {@code uuid}, {@code varchar}
 * @param notNull whether it is declared not null
 * @param unique whether a valid unique index covers just this column, for all rows
 */
record ColumnFacts(String type, boolean notNull, boolean unique) {

    private static final String QUERY = """
            SELECT a.attname, t.typname, a.attnotnull,
                   EXISTS (SELECT FROM pg_index i
                            WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indisvalid AND i.indimmediate
                              AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum AND i.indpred IS NULL)
              FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
             WHERE a.attrelid = ? AND a.attnum > 0 AND NOT a.attisdropped""";

    /** The columns that V114 reads or writes, with the types that they can have. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "uuid", List.of("uuid"),
            "key", List.of("varchar", "text"),
            "module", List.of("varchar", "text"),
            "value_json", List.of("jsonb"),
            "date_added", List.of("timestamptz", "timestamp"));

    /** Adds what is wrong with the table's columns. */
    static void check(Connection connection, long table, List<String> blockers) throws SQLException {
        Map<String, ColumnFacts> columns = read(connection, table);
        NEEDED.keySet().stream().sorted().forEach(column -> {
            ColumnFacts facts = columns.get(column);
            List<String> types = NEEDED.get(column);
            if (facts == null) {
                blockers.add("the column " + column + " of " + SchemaTables.SETTINGS
                        + " is missing; this is no PhoenixKit table of version 113 or 114: check the prefix");
            } else if (!types.contains(facts.type())) {
                blockers.add("the column " + column + " of " + SchemaTables.SETTINGS + " is of type " + facts.type()
                        + ", and " + String.join(" or ", types) + " is needed"
                        + (column.equals("uuid") ? damage() : "; have it converted first"));
            } else if (column.equals("uuid") && !facts.notNull()) {
                blockers.add("the column uuid of " + SchemaTables.SETTINGS + " can be null" + damage());
            } else if (column.equals("uuid") && !facts.unique()) {
                blockers.add("the column uuid of " + SchemaTables.SETTINGS + " has no unique index" + damage());
            }
        });
    }

    private static Map<String, ColumnFacts> read(Connection connection, long table) throws SQLException {
        Map<String, ColumnFacts> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setLong(1, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    columns.put(
                            row.getString(1), new ColumnFacts(row.getString(2), row.getBoolean(3), row.getBoolean(4)));
                }
            }
        }
        return columns;
    }

    private static String damage() {
        return ": a known damage of older PhoenixKit upgrades, with which no row can be addressed safely;"
                + " repair the column (type uuid, NOT NULL, unique index) first";
    }
}
