package dev.phoenixkit.preflight;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the catalogue says of one of the two tables, and of the session's rights on it.
 *
 * @param name the table
 * @param oid its oid
 * @param kind its {@code relkind}; {@code r} is an ordinary table (PostgreSQL manual, 51.11)
 * @param hasChildren whether other tables inherit from it
 * @param schemaUsable whether the role may use the schema
 * @param selectable whether the role may read the table
 * @param updatable whether the role may update all of it
 * @param owned whether the role owns it, itself or through membership
 * @param owner who owns it
 * @param rowSecurity whether row-level security applies to the role
 * @param version the comment, read as a version
 * @param columns the columns that V114 reads or writes, as far as they are there
 * @param activeParts what can change the table besides statements
 */
public record TableMetadata(
        String name,
        long oid,
        String kind,
        boolean hasChildren,
        boolean schemaUsable,
        boolean selectable,
        boolean updatable,
        boolean owned,
        String owner,
        boolean rowSecurity,
        SchemaVersion version,
        Map<String, ColumnMetadata> columns,
        List<String> activeParts) {

    private static final String QUERY =
            """
            SELECT c.relname, c.oid, c.relkind::text,
                   EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid),
                   has_schema_privilege(n.oid, 'USAGE'), has_table_privilege(c.oid, 'SELECT'),
                   has_table_privilege(c.oid, 'UPDATE'), pg_has_role(c.relowner, 'USAGE'),
                   pg_get_userbyid(c.relowner), row_security_active(c.oid), obj_description(c.oid, 'pg_class'),
                   {columns}, {activeParts}
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = ? AND c.relname IN (?, ?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f')""".replace("{columns}", ColumnMetadata.SQL).replace("{activeParts}", ActiveObjects.SQL);

    static List<TableMetadata> read(Connection connection, String schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, schema);
            statement.setString(2, SchemaTables.SETTINGS);
            statement.setString(3, SchemaTables.MARKER);
            List<TableMetadata> facts = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    facts.add(of(row));
                }
            }
            return facts;
        }
    }

    private static TableMetadata of(ResultSet row) throws SQLException {
        return new TableMetadata(
                row.getString(1),
                row.getLong(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getString(9),
                row.getBoolean(10),
                new SchemaVersion(row.getString(11)),
                ColumnMetadata.parse(texts(row, 12)),
                texts(row, 13));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** The same but for what may change from one moment to the next. */
    TableMetadata lasting() {
        return new TableMetadata(
                name,
                oid,
                kind,
                hasChildren,
                schemaUsable,
                selectable,
                updatable,
                owned,
                owner,
                rowSecurity,
                null,
                columns,
                List.of());
    }

    void addShapeBlockers(List<String> blockers) {
        if (!kind.equals("r")) {
            blockers.add(name + " is not an ordinary table (pg_class.relkind is " + kind
                    + ", and r is needed); check the prefix");
        } else if (hasChildren) {
            blockers.add(name + " has child tables (pg_inherits), whose rows a migration cannot vouch for;"
                    + " detach them first");
        }
        if (!schemaUsable) {
            blockers.add("the role may not use the schema; GRANT USAGE ON SCHEMA to it");
        }
    }

    void addReadBlockers(List<String> blockers) {
        if (!selectable) {
            blockers.add("the role may not read " + name + "; GRANT SELECT on it, or connect as its owner, " + owner);
        }
        if (rowSecurity) {
            blockers.add("row-level security applies to the role on " + name
                    + ", so rows may be hidden from it; connect as a role that it does not apply to (the owner "
                    + owner + ", or one with BYPASSRLS)");
        }
    }

    void addUpdateBlockers(List<String> blockers) {
        if (!updatable) {
            blockers.add("the role may not update " + name + "; GRANT UPDATE on it, or connect as its owner, " + owner);
        }
    }

    void addOwnershipBlockers(List<String> blockers) {
        if (!owned) {
            blockers.add("the role does not own " + name + ", and only its owner, " + owner
                    + ", can set the comment that holds the version; connect as " + owner + " or a member of it");
        } else if (!updatable) {
            blockers.add("the role owns " + name + " but may not update it, which locking needs; GRANT UPDATE on it");
        }
    }
}
