package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.preflight.ForeignKey;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What becomes of rows that refer, by a foreign key, to rows whose keys a run changes. Of them it is only asked whether
 * there are any.
 *
 * @param blockers foreign keys by which they would be changed or stand in the way, with what to do
 * @param following foreign keys by which they follow
 */
public record ReferringRows(List<String> blockers, List<String> following) {

    /** Where there is no such foreign key, or it is not asked. */
    public static final ReferringRows NONE = new ReferringRows(List.of(), List.of());

    /** Looks within the current transaction; where there is no foreign key, it asks nothing. */
    public static ReferringRows find(
            Connection connection, SchemaTables tables, Direction direction, List<ForeignKey> foreignKeys)
            throws SQLException {
        ReferringRows found = new ReferringRows(new ArrayList<>(), new ArrayList<>());
        for (ForeignKey key : foreignKeys) {
            if (!key.isVisible() || refers(connection, tables, direction, key)) {
                found.add(key);
            }
        }
        return found;
    }

    private static boolean refers(Connection connection, SchemaTables tables, Direction direction, ForeignKey key)
            throws SQLException {
        StatementPipeline pipeline = new StatementPipeline();
        Supplier<Boolean> refers = pipeline.query(
                "SELECT FROM " + tables.settings() + " s WHERE (" + RowShape.source(direction) + ") AND " + key.refers()
                        + " LIMIT 1",
                ResultSet::next);
        pipeline.run(connection);
        return refers.get();
    }

    private void add(ForeignKey key) {
        String described = key.describe() + " (ON UPDATE " + key.onUpdate() + ")";
        if (key.follows()) {
            following.add(described);
        } else if (key.isVisible()) {
            blockers.add("rows refer to keys that change, by " + described + consequence(key)
                    + "; have them refer to uuid, which stays, or make it ON UPDATE CASCADE");
        } else {
            blockers.add("the role may not see whether rows refer to keys that change, by " + described
                    + consequence(key) + "; GRANT SELECT on that table and USAGE on its schema, and let no row-level"
                    + " security hide rows, or have it refer to uuid, which stays");
        }
    }

    private static String consequence(ForeignKey key) {
        return switch (key.onUpdate()) {
            case "SET NULL", "SET DEFAULT" -> ", which would erase the reference";
            default -> ", which does not let them";
        };
    }
}
