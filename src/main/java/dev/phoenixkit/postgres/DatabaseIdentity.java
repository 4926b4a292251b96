package dev.phoenixkit.postgres;

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

    /** Reads it within the current transaction. */
    static DatabaseIdentity read(Connection connection) throws SQLException {
        String sql = "SELECT (SELECT system_identifier::text FROM pg_control_system()),"
                + " (SELECT oid FROM pg_database WHERE datname = current_database())";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new DatabaseIdentity(row.getString(1), row.getLong(2));
        }
    }
}
