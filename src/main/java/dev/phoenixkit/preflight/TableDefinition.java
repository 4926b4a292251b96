package dev.phoenixkit.preflight;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a table is made, and what the session's role may do with it: what must not change while a run waits for its locks.
 *
 * @param name the table
 * @param oid its oid
 * @param kind its {@code relkind}; {@code r} is an ordinary table (PostgreSQL manual, 51.11)
 * @param hasChildren whether other tables inherit from it
 * @param rights what the role may do
 * @param owner who owns it
 * @param columns the columns that V114 reads or writes, as far as they are there
 */
record TableDefinition(
        String name,
        long oid,
        String kind,
        boolean hasChildren,
        Set<TableRight> rights,
        String owner,
        Map<String, ColumnMetadata> columns) {

    private boolean mayNot(TableRight right) {
        return !rights.contains(right);
    }

    void addShapeBlockers(List<String> blockers) {
        if (!kind.equals("r")) {
            blockers.add(name + " is not an ordinary table (pg_class.relkind is " + kind
                    + ", and r is needed); check the prefix");
        } else if (hasChildren) {
            blockers.add(name + " has child tables (pg_inherits), whose rows a migration cannot vouch for;"
                    + " detach them first");
        }
        if (mayNot(TableRight.USE_SCHEMA)) {
            blockers.add("the role may not use the schema; GRANT USAGE ON SCHEMA to it");
        }
    }

    void addReadBlockers(List<String> blockers) {
        if (mayNot(TableRight.SELECT)) {
            blockers.add("the role may not read " + name + "; GRANT SELECT on it, or connect as its owner, " + owner);
        }
        if (mayNot(TableRight.SEE_ALL_ROWS)) {
            blockers.add("row-level security applies to the role on " + name
                    + ", so rows may be hidden from it; connect as a role that it does not apply to (the owner "
                    + owner + ", or one with BYPASSRLS)");
        }
    }

    void addUpdateBlockers(List<String> blockers) {
        if (mayNot(TableRight.UPDATE)) {
            blockers.add("the role may not update " + name + "; GRANT UPDATE on it, or connect as its owner, " + owner);
        }
    }

    void addOwnershipBlockers(List<String> blockers) {
        if (mayNot(TableRight.OWN)) {
            blockers.add("the role does not own " + name + ", and only its owner, " + owner
                    + ", can set the comment that holds the version; connect as " + owner + " or a member of it");
        } else if (mayNot(TableRight.UPDATE)) {
            blockers.add("the role owns " + name + " but may not update it, which locking needs; GRANT UPDATE on it");
        }
    }
}
