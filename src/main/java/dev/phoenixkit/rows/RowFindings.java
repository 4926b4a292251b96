package dev.phoenixkit.rows;

import static dev.phoenixkit.rows.SetBasedUpdate.KEY_PROVIDER;
import static dev.phoenixkit.rows.SetBasedUpdate.KEY_REST;
import static dev.phoenixkit.rows.SetBasedUpdate.orDefault;
import static dev.phoenixkit.rows.SetBasedUpdate.text;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.v114.Quoted;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds what the operator has to hear of rows. The server groups and filters, so that it works for rows that do not travel;
 * of a body it reads provider, name and owner. Whoever calls asks only for what there can be.
 */
public final class RowFindings {
    private static final int FETCH_SIZE = 1_000;

    /** Up to so many integrations {@link #ofFewIn} looks at. */
    private static final int FEW = 500;

    /** So many rows of a group are named. */
    private static final int MEMBERS = 100;

    /** What the rules can read: an object or nothing, in which both fields are scalars. */
    private static final String READABLE = isNeither("s.value_json", "array,string,number,boolean") + " AND "
            + isNeither("s.value_json OPERATOR(pg_catalog.->) 'provider'", "object,array") + " AND "
            + isNeither("s.value_json OPERATOR(pg_catalog.->) 'name'", "object,array");

    private RowFindings() {}

    /**
     * Reads them within the current transaction.
     *
     * @param kinds which to look for, of those that are about rows
     * @param composites the keys of V113 shape that count; null for all that are there
     * @param found is given each
     */
    public static void read(
            Connection connection,
            SchemaTables tables,
            Set<Kind> kinds,
            Set<String> composites,
            Consumer<Finding> found)
            throws SQLException {
        if (kinds.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(query(kinds, tables, composites == null))) {
            for (int i = 1; composites != null && i <= kinds.size(); i++) {
                statement.setArray(i, connection.createArrayOf("text", composites.toArray()));
            }
            statement.setFetchSize(FETCH_SIZE);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.accept(finding(row));
                }
            }
        }
    }

    /**
     * Adds the query to a round trip that is made anyway. The answer says something where {@link #areFew}: beyond that the
     * server does not look, and {@link #read} has to.
     */
    public static Supplier<List<Finding>> ofFewIn(StatementPipeline pipeline, SchemaTables tables, Set<Kind> kinds) {
        String few = "SELECT FROM " + tables.settings() + " s WHERE " + RowShape.COMPOSITE + " OR "
                + RowShape.UUID_KEYED + " LIMIT " + (FEW + 1);
        String sql = "SELECT f.* FROM (" + query(kinds, tables, true) + ") f WHERE (SELECT pg_catalog.count(*) FROM ("
                + few + ") few) OPERATOR(pg_catalog.<=) " + FEW;
        return pipeline.query(sql, row -> {
            List<Finding> found = new ArrayList<>();
            while (row.next()) {
                found.add(finding(row));
            }
            return found;
        });
    }

    /** Whether {@link #ofFewIn} finds all that there is. */
    public static boolean areFew(RowCounts counts) {
        return counts.composite() + counts.uuidKeyed() <= FEW;
    }

    private static String query(Set<Kind> kinds, SchemaTables tables, boolean allComposites) {
        return kinds.stream()
                .map(kind -> query(kind, tables, allComposites))
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static String query(Kind kind, SchemaTables tables, boolean allComposites) {
        return "(SELECT '" + kind + "', "
                + switch (kind) {
                    case TWINS ->
                        "provider, name, pg_catalog.count(*), " + newest("uuid") + ", "
                                + newest("saved::pg_catalog.text")
                                + ", " + newest("key::pg_catalog.text") + " FROM ("
                                + rows(tables, allComposites, READABLE)
                                + ") s WHERE provider OPERATOR(pg_catalog.<>) '' GROUP BY provider, name, owner"
                                + " HAVING pg_catalog.count(*) OPERATOR(pg_catalog.>) 1"
                                + " ORDER BY pg_catalog.bool_or(" + RowShape.COMPOSITE + " AND "
                                + RowShape.WITHOUT_NAME + ") DESC, provider, name)";
                    case BOTH_COLUMNS -> one(tables, allComposites, RowShape.BOTH_COLUMNS);
                    case PERSONAL -> one(tables, allComposites, text("owner_uuid") + " OPERATOR(pg_catalog.<>) ''");
                    default -> throw new IllegalArgumentException(kind + " is not about rows");
                };
    }

    private static String one(SchemaTables tables, boolean allComposites, String condition) {
        return "provider, name, 1::pg_catalog.int8, ARRAY[uuid], ARRAY[saved::pg_catalog.text],"
                + " ARRAY[key::pg_catalog.text] FROM (" + rows(tables, allComposites, condition) + ") s)";
    }

    private static String newest(String column) {
        return "(pg_catalog.array_agg(" + column + " ORDER BY saved DESC NULLS LAST, uuid))[1:" + MEMBERS + "]";
    }

    /** Each integration row under the provider and name that it has, or will have, at V114. */
    private static String rows(SchemaTables tables, boolean allComposites, String condition) {
        String keyProvider = "CASE WHEN " + RowShape.COMPOSITE + " THEN " + KEY_PROVIDER + " END";
        String keyName = orDefault("CASE WHEN " + RowShape.COMPOSITE + " THEN " + KEY_REST + " END");
        return "SELECT s.uuid, s.key, s.date_updated AS saved, " + unlessBlank("provider", keyProvider)
                + " AS provider, "
                + unlessBlank("name", keyName) + " AS name, pg_catalog.concat_ws(':', " + text("owner_type") + ", "
                + text("owner_uuid") + ") AS owner FROM " + tables.settings() + " s WHERE ("
                + (allComposites ? RowShape.COMPOSITE : "s.key OPERATOR(pg_catalog.=) ANY (?)") + " OR "
                + RowShape.UUID_KEYED + ") AND " + condition;
    }

    private static String unlessBlank(String field, String otherwise) {
        return "CASE WHEN " + text(field) + " OPERATOR(pg_catalog.<>) '' THEN " + text(field) + " ELSE " + otherwise
                + " END";
    }

    private static String isNeither(String value, String types) {
        return "coalesce(pg_catalog.jsonb_typeof(" + value + ") OPERATOR(pg_catalog.<>) ALL ('{" + types + "}'), true)";
    }

    private static Finding finding(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString(1));
        UUID[] uuids = (UUID[]) row.getArray(5).getArray();
        String[] saved = (String[]) row.getArray(6).getArray();
        String[] keys = (String[]) row.getArray(7).getArray();
        List<String> members = new ArrayList<>();
        for (int i = 0; i < uuids.length; i++) {
            members.add("uuid " + uuids[i] + ", saved " + saved[i]
                    + (keys[i].equals(uuids[i].toString()) ? "" : ", key " + Quoted.of(keys[i])));
        }
        long others = row.getLong(4) - uuids.length;
        String which = uuids.length == 1 ? "" : saved[0].equals(saved[1]) ? "equally new are " : "the newer is ";
        String label =
                row.getString(2) == null ? "" : Quoted.of(row.getString(2)) + " " + Quoted.of(row.getString(3)) + ": ";
        return new Finding(
                kind,
                label + which + String.join("; ", members) + (others > 0 ? "; and " + others + " more" : ""),
                List.of(uuids));
    }
}
