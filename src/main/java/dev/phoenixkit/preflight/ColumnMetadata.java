package dev.phoenixkit.preflight;

import dev.phoenixkit.jdbc.SchemaTables;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the catalogue says of a column of the settings table.
 *
 * @param type the type without length: {@code uuid}, {@code varchar}
 * @param traits what holds of it besides
 */
record ColumnMetadata(String type, Set<Trait> traits) {
    /** What may hold of a column. */
    enum Trait {
        /** It is declared NOT NULL. */
        NOT_NULL,
        /** It is so for new rows only: the constraint is NOT VALID, as PostgreSQL 18 knows it. */
        NOT_VALID,
        /** A valid unique index covers just this column, for all rows. */
        UNIQUE,
        /** Texts that differ count as equal (PostgreSQL manual, 24.2.2.4). */
        NONDETERMINISTIC
    }

    /** SQL for an array of the columns of the table {@code c.oid}, in the form that {@link #parse} reads. */
    static final String SQL = """
            ARRAY(SELECT concat_ws(':', a.attname, concat_ws(',',
                         CASE WHEN a.attnotnull THEN 'NOT_NULL' END,
                         CASE WHEN EXISTS (SELECT FROM pg_constraint n
                                            WHERE n.conrelid = c.oid AND n.contype = 'n' AND NOT n.convalidated
                                              AND a.attnum = ANY (n.conkey)) THEN 'NOT_VALID' END,
                         CASE WHEN EXISTS (SELECT FROM pg_index i
                                            WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
                                              AND i.indimmediate AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum
                                              AND i.indpred IS NULL) THEN 'UNIQUE' END,
                         CASE WHEN EXISTS (SELECT FROM pg_collation l
                                            WHERE l.oid = a.attcollation AND NOT l.collisdeterministic)
                              THEN 'NONDETERMINISTIC' END), t.typname)
                    FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                   WHERE a.attrelid = c.oid AND NOT a.attisdropped
                     AND a.attname IN ('uuid', 'key', 'value', 'value_json', 'module', 'date_added', 'date_updated')
                   ORDER BY a.attname)""";

    /** The columns that V114 reads or writes, with the types that they can have. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "uuid", List.of("uuid"),
            "key", List.of("varchar", "text"),
            "module", List.of("varchar", "text"),
            "value", List.of("varchar", "text"),
            "value_json", List.of("jsonb"),
            "date_added", List.of("timestamptz", "timestamp"),
            "date_updated", List.of("timestamptz", "timestamp"));

    /** Columns by name, out of what {@link #SQL} finds. */
    static Map<String, ColumnMetadata> parse(List<String> columns) {
        Map<String, ColumnMetadata> facts = new HashMap<>();
        for (String column : columns) {
            // The type may be called anything, with a colon too.
            String[] parts = column.split(":", 3);
            Set<Trait> traits = Arrays.stream(parts[1].split(","))
                    .filter(trait -> !trait.isEmpty())
                    .map(Trait::valueOf)
                    .collect(Collectors.toSet());
            facts.put(parts[0], new ColumnMetadata(parts[2], traits));
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
            } else if (facts.has(Trait.NONDETERMINISTIC)) {
                blockers.add("the column " + column + " of " + SchemaTables.SETTINGS
                        + " has a nondeterministic collation, by"
                        + " which different texts count as equal, so that rows cannot be told apart safely; give it"
                        + " another (ALTER COLUMN " + column + " TYPE " + facts.type() + " COLLATE \"default\") first");
            } else if (column.equals("uuid") && !facts.has(Trait.NOT_NULL)) {
                blockers.add("the column uuid of " + SchemaTables.SETTINGS + " can be null" + damage());
            } else if (column.equals("uuid") && facts.has(Trait.NOT_VALID)) {
                blockers.add(
                        "the column uuid of " + SchemaTables.SETTINGS + " is NOT NULL for new rows only (NOT VALID), so"
                                + " that older rows may have none; have the constraint validated (ALTER TABLE … VALIDATE"
                                + " CONSTRAINT) first");
            } else if (column.equals("uuid") && !facts.has(Trait.UNIQUE)) {
                blockers.add("the column uuid of " + SchemaTables.SETTINGS + " has no unique index" + damage());
            }
        });
    }

    private boolean has(Trait trait) {
        return traits.contains(trait);
    }

    private static String damage() {
        return ": a known damage of older PhoenixKit upgrades, with which no row can be addressed safely;"
                + " repair the column (type uuid, NOT NULL, unique index) first";
    }
}
