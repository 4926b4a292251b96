package dev.phoenixkit.preflight;

import dev.phoenixkit.jdbc.SchemaTables;
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
record ColumnMetadata(String type, boolean notNull, boolean unique) {

    /** SQL for an array of the columns of the table {@code c.oid}, in the form that {@link #parse} reads. */
    static final String SQL = """
            ARRAY(SELECT format('%s:%s:%s:%s', a.attnotnull,
                         EXISTS (SELECT FROM pg_index i
                                  WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid AND i.indimmediate
                                    AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum AND i.indpred IS NULL),
                         a.attname, t.typname)
                    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                   WHERE a.attrelid = c.oid AND NOT a.attisdropped
                     AND a.attname IN ('uuid', 'key', 'module', 'value_json', 'date_added')
                   ORDER BY a.attname)""";

    /** The columns that V114 reads or writes, with the types that they can have. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "uuid", List.of("uuid"),
            "key", List.of("varchar", "text"),
            "module", List.of("varchar", "text"),
            "value_json", List.of("jsonb"),
            "date_added", List.of("timestamptz", "timestamp"));

    /** Columns by name, out of what {@link #SQL} finds. */
    static Map<String, ColumnMetadata> parse(List<String> columns) {
        Map<String, ColumnMetadata> facts = new HashMap<>();
        for (String column : columns) {
            // The name is one of ours, and so without a colon; the type may be called anything.
            String[] parts = column.split(":", 4);
            facts.put(parts[2], new ColumnMetadata(parts[3], parts[0].equals("t"), parts[1].equals("t")));
        }
        return facts;
    }

    /** Adds what is wrong with the columns. */
    static void check(Map<String, ColumnMetadata> columns, List<String> blockers) {
        NEEDED.keySet().stream().sorted().forEach(column -> {
            ColumnMetadata facts = columns.get(column);
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

    private static String damage() {
        return ": a known damage of older PhoenixKit upgrades, with which no row can be addressed safely;"
                + " repair the column (type uuid, NOT NULL, unique index) first";
    }
}
