package dev.phoenixkit.preflight;

import dev.phoenixkit.errors.RefusedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What tells one database from every other, whatever name or address it goes by: the cluster's system identifier
 * (PostgreSQL manual, {@code pg_control_system}) and the database's oid in it. Neither survives dump and restore.
 *
 * @param systemIdentifier set when the cluster was made
 * @param databaseOid the database's oid
 */
public record DatabaseIdentity(String systemIdentifier, long databaseOid) {

    private static final String QUERY = "SELECT (SELECT oid FROM pg_database WHERE datname = current_database()),"
            + " has_function_privilege('pg_control_system()', 'EXECUTE'), current_user";

    /**
     * Reads it within the current transaction.
     *
     * @throws RefusedException where the role may not; every role may, unless somebody has taken the right away
     */
    public static DatabaseIdentity read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(QUERY)) {
            row.next();
            if (!row.getBoolean(2)) {
                throw new RefusedException("The role " + row.getString(3) + " may not execute pg_control_system(), by"
                        + " which a report knows its database. Nothing was changed. GRANT EXECUTE ON FUNCTION"
                        + " pg_control_system() to it, or leave out report and restore.");
            }
            return new DatabaseIdentity(systemIdentifier(connection), row.getLong(1));
        }
    }

    private static String systemIdentifier(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT system_identifier::text FROM pg_control_system()")) {
            row.next();
            return row.getString(1);
        }
    }

    /** Both values with their names. */
    public String describe() {
        return "systemIdentifier " + systemIdentifier + ", databaseOid " + databaseOid;
    }
}
