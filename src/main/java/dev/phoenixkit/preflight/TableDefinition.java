package dev.phoenixkit.preflight;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a table is made, and what the session's role may do with it: what must not change while a run waits for its locks.
 *
 * @param name the table
 * @param oid its oid
 * @param kind its {@code relkind}; {@code r} is an ordinary table (PostgreSQL manual, 51.11). {@code citus} for one of
 *     Citus, which keeps its rows on some nodes
 * @param hasChildren whether other tables inherit from it
 * @param rights what the role may do
 * @param owner who owns it
 * @param columns the columns that V114 reads or writes, as far as they are there
 * @param foreignKeys the foreign keys that lead to what V114 changes
 */
record TableDefinition(
        String name,
        long oid,
        String kind,
        boolean hasChildren,
        Set<TableRight> rights,
        String owner,
        Map<String, ColumnMetadata> columns,
        List<ForeignKey> foreignKeys) {
    /** What stands there instead of an ordinary table, by its kind, and what to do. */
    private static final Map<String, String> OTHER_KINDS = Map.of(
            "v",
            "a view; give the schema of the table behind it as prefix",
            "m",
            "a materialized view, whose rows the next REFRESH overwrites; give the schema of the table behind it as prefix",
            "p",
            "a partitioned table, whose rows are those of its partitions; make an ordinary table of it, as PhoenixKit has it",
            "f",
            "a foreign table, whose rows are in another database; connect to that one");

    private boolean mayNot(TableRight right) {
        return !rights.contains(right);
    }

    /** Whether the role may do more than read. */
    boolean mayWrite() {
        return rights.contains(TableRight.UPDATE) || rights.contains(TableRight.OWN);
    }

    boolean isOfCitus() {
        return kind.equals("citus");
    }

    boolean isOrdinary() {
        return !OTHER_KINDS.containsKey(kind);
    }

    void addKindBlockers(List<String> blockers) {
        if (!isOrdinary()) {
            blockers.add(name + " is no ordinary table but " + OTHER_KINDS.get(kind));
        }
    }

    private String asOwner() {
        if (mayNot(TableRight.SET_ROLE)) {
            return "connect as its owner, " + owner;
        }
        // A space or backslash in an option's value is escaped by a backslash (PostgreSQL manual, 34.1.2).
        String option = "-c role=" + owner.replaceAll("[\\s\\\\]", "\\\\$0");
        return "act as its owner, " + owner + ", whose rights this role has only after SET ROLE: add options="
                + URLEncoder.encode(option, StandardCharsets.UTF_8) + " to the url";
    }

    void addShapeBlockers(List<String> blockers) {
        addKindBlockers(blockers);
        if (isOrdinary() && hasChildren) {
            blockers.add(name + " has child tables (pg_inherits), whose rows a migration cannot vouch for;"
                    + " detach them first");
        }
        if (mayNot(TableRight.USE_SCHEMA)) {
            blockers.add("the role may not use the schema; GRANT USAGE ON SCHEMA to it");
        }
    }

    void addReadBlockers(List<String> blockers) {
        if (mayNot(TableRight.SELECT)) {
            blockers.add("the role may not read " + name + "; GRANT SELECT on it, or " + asOwner());
        }
        if (mayNot(TableRight.SEE_ALL_ROWS)) {
            blockers.add("row-level security applies to the role on " + name
                    + ", so rows may be hidden from it; connect as a role that it does not apply to (the owner "
                    + owner + ", or one with BYPASSRLS)");
        }
    }

    void addUpdateBlockers(List<String> blockers) {
        if (mayNot(TableRight.UPDATE)) {
            blockers.add("the role may not update " + name + "; GRANT UPDATE on it, or " + asOwner());
        }
    }

    void addOwnershipBlockers(List<String> blockers) {
        if (mayNot(TableRight.OWN)) {
            blockers.add("the role does not own " + name + ", and only its owner, " + owner
                    + ", can set the comment that holds the version; "
                    + (mayNot(TableRight.SET_ROLE) ? "connect as " + owner + " or a member of it" : asOwner()));
        } else if (mayNot(TableRight.UPDATE)) {
            blockers.add("the role owns " + name + " but may not update it, which locking needs; GRANT UPDATE on it");
        }
    }
}
