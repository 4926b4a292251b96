package dev.phoenixkit.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What can change a table besides the statements that are run on it: triggers, rules, event triggers. */
final class ActiveParts {

    /** Triggers of foreign keys are internal; they fire for a change of uuid only, and no uuid changes. */
    private static final String QUERY = """
            SELECT 'trigger ' || quote_ident(tgname) FROM pg_trigger
             WHERE tgrelid = ? AND NOT tgisinternal AND tgenabled <> 'D'
            UNION ALL
            SELECT 'rule ' || quote_ident(rulename) FROM pg_rewrite WHERE ev_class = ? AND ev_enabled <> 'D'
            UNION ALL
            SELECT 'event trigger ' || quote_ident(evtname) FROM pg_event_trigger WHERE evtenabled <> 'D'
            ORDER BY 1""";

    private ActiveParts() {}

    /** Finds them, each in a few words; the catalogue cannot change while the table is locked. */
    static List<String> find(Connection connection, long table) throws SQLException {
        List<String> parts = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setLong(1, table);
            statement.setLong(2, table);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    parts.add(row.getString(1));
                }
            }
        }
        return parts;
    }
}
