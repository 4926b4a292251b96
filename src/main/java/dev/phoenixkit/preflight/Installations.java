package dev.phoenixkit.preflight;

import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The schemas of a database that hold PhoenixKit. */
final class Installations {
    private static final int SHOWN = 20;

    /** Temporary tables are those of other sessions. */
    private static final String QUERY = """
            SELECT n.nspname, obj_description(c.oid, 'pg_class')
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relname = 'phoenix_kit' AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'
             ORDER BY n.nspname COLLATE "C\"""";

    private Installations() {}

    /** Their versions by name, in the order of the names' bytes. */
    static Map<String, SchemaVersion> find(Connection connection) throws SQLException {
        Map<String, SchemaVersion> found = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            while (row.next()) {
                found.put(row.getString(1), new SchemaVersion(row.getString(2)));
            }
        }
        return found;
    }

    static boolean isPattern(String wanted) {
        return wanted.contains("*");
    }

    /** Those of the installed schemas that are wanted, in their order. */
    static List<String> select(Map<String, SchemaVersion> installed, List<String> wanted) {
        List<String> missing = wanted.stream()
                .filter(name -> installed.keySet().stream().noneMatch(matcher(name)))
                .map(name -> isPattern(name) ? name + " (takes no schema)" : name)
                .toList();
        if (!missing.isEmpty()) {
            throw new RefusedException(ErrorMessage.what("Not all that prefixes names is there. Nothing was changed")
                    .expected("names of schemas that hold PhoenixKit, or patterns that take one at least")
                    .found("no PhoenixKit under " + shortened(missing.stream()))
                    .next("correct prefixes; " + describe(installed))
                    .toString());
        }
        Predicate<String> any = wanted.stream().map(Installations::matcher).reduce(name -> false, Predicate::or);
        return installed.keySet().stream().filter(any).toList();
    }

    private static Predicate<String> matcher(String wanted) {
        String expression =
                Stream.of(wanted.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expression, Pattern.DOTALL).asMatchPredicate();
    }

    /** Which schemas there are. */
    static String describe(Map<String, SchemaVersion> installed) {
        return installed.isEmpty()
                ? "no schema of this database holds it: check the database in the url"
                : "schemas of this database that hold it: "
                        + shortened(installed.entrySet().stream()
                                .map(found -> found.getKey() + " at version " + found.getValue()));
    }

    private static String shortened(Stream<String> names) {
        TruncatedList<String> list = new TruncatedList<>(SHOWN);
        names.forEach(list::add);
        return String.join(", ", list.shown())
                + (list.total() > SHOWN ? " and " + (list.total() - SHOWN) + " more" : "");
    }
}
