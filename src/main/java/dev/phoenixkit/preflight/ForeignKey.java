package dev.phoenixkit.preflight;

import java.util.Arrays;
import java.util.List;

/**
 * A foreign key to a column that V114 changes, from whichever table, or to one that follows such a column.
 *
 * @param name its name, quoted where it has to be
 * @param table the table that refers, qualified and quoted
 * @param onUpdate what the server does there when the key changes: {@code NO ACTION}, {@code RESTRICT}, {@code CASCADE},
 *     {@code SET NULL} or {@code SET DEFAULT} (PostgreSQL manual, 5.5.5)
 * @param isVisible whether the role can see every row that may refer
 * @param refers SQL condition that a row refers to the row {@code s} of the settings; each name in it is qualified
 */
public record ForeignKey(String name, String table, String onUpdate, boolean isVisible, String refers) {

    /**
     * SQL for an array of those that lead to the table {@code c.oid}, in the form that {@link #parse} reads. One that is
     * enforced has triggers on the table that it refers to, by which an index finds it; a partitioned table's stands for
     * those of its partitions. A generated column may be made of one that changes. As the server does, a table is searched
     * without those that inherit from it, and a partitioned one with its partitions.
     */
    static final String SQL = """
            ARRAY(WITH RECURSIVE reached AS (
                    SELECT '{}'::oid[] AS keys, c.oid AS relation, 's' AS alias,
                           ARRAY(SELECT attnum FROM pg_attribute WHERE attrelid = c.oid
                                    AND attname IN ('key', 'module', 'value_json')) AS changed,
                           '' COLLATE "C" AS name, '' COLLATE "C" AS referring, 'CASCADE' AS action, true AS visible,
                           ARRAY[]::text[] COLLATE "C" AS tables, ARRAY[]::text[] COLLATE "C" AS joined
                    UNION ALL
                    SELECT r.keys || k.oid, t.oid, f.alias, k.conkey, quote_ident(k.conname),
                           format('%I.%I', n.nspname, t.relname),
                           CASE k.confupdtype WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
                                              WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END,
                           r.visible AND has_schema_privilege(n.oid, 'USAGE') AND NOT row_security_active(t.oid)
                             AND (SELECT bool_and(has_column_privilege(t.oid, attnum, 'SELECT'))
                                    FROM unnest(k.conkey) attnum),
                           r.tables || format('%s%I.%I %s', CASE t.relkind WHEN 'p' THEN '' ELSE 'ONLY ' END,
                                              n.nspname, t.relname, f.alias),
                           r.joined || ARRAY(
                               SELECT format('%s.%I OPERATOR(%I.%s) %s.%I', r.alias, theirs.attname, o.nspname, p.oprname,
                                             f.alias, ours.attname)
                                 FROM unnest(k.confkey, k.conkey, k.conpfeqop) e (confkey, conkey, operator)
                                 JOIN pg_attribute theirs ON theirs.attrelid = k.confrelid AND theirs.attnum = e.confkey
                                 JOIN pg_attribute ours ON ours.attrelid = k.conrelid AND ours.attnum = e.conkey
                                 JOIN pg_operator p ON p.oid = e.operator
                                 JOIN pg_namespace o ON o.oid = p.oprnamespace)
                      FROM reached r
                     CROSS JOIN LATERAL (SELECT DISTINCT tgconstraint FROM pg_trigger WHERE tgrelid = r.relation) g
                     CROSS JOIN LATERAL (SELECT 's' || cardinality(r.keys) AS alias) f
                      JOIN pg_constraint k ON k.oid = g.tgconstraint
                      JOIN pg_class t ON t.oid = k.conrelid
                      JOIN pg_namespace n ON n.oid = t.relnamespace
                     WHERE r.action = 'CASCADE' AND k.contype = 'f' AND k.confrelid = r.relation
                       AND k.oid <> ALL (r.keys)
                       AND EXISTS (SELECT FROM pg_attribute a
                                    WHERE a.attrelid = r.relation AND a.attnum = ANY (k.confkey)
                                      AND (a.attnum = ANY (r.changed) OR a.attgenerated <> '')))
                  SELECT ARRAY[name, referring, action, visible::text,
                               format('EXISTS (SELECT FROM %s WHERE %s)', array_to_string(tables, ', '),
                                      array_to_string(joined, ' AND '))]
                    FROM reached WHERE keys <> '{}' ORDER BY referring, name)""";

    /** What {@link #SQL} finds. */
    static List<ForeignKey> parse(Object[] keys) {
        return Arrays.stream(keys)
                .map(String[].class::cast)
                .map(key -> new ForeignKey(key[0], key[1], key[2], key[3].equals("true"), key[4]))
                .toList();
    }

    /** Whether the server writes to the table that refers. */
    boolean writes() {
        return !List.of("NO ACTION", "RESTRICT").contains(onUpdate);
    }

    /** Whether rows that refer go on referring to the same rows. */
    public boolean follows() {
        return onUpdate.equals("CASCADE");
    }

    /** Both names. */
    public String describe() {
        return "the foreign key " + name + " of " + table;
    }
}
