package dev.phoenixkit.lock;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A session with a lock in the way, as far as the role may see it. {@code pg_blocking_pids} is not asked: once a try has
 * failed, the run waits no more.
 *
 * @param autovacuum whether it is an autovacuum worker
 * @param description process, user, application, state, for how long, which lock
 */
record LockHolder(boolean autovacuum, String description) {

    /**
     * Locks in modes that conflict with ours (PostgreSQL manual, 13.3.1). Those that are waited for count only where none
     * is held: then a session that waits stands in the queue before us. To ordinary roles an autovacuum worker
     * shows neither backend_type nor role; that it has no role and holds the lock of VACUUM tells it.
     */
    private static final String SQL = """
            WITH wanted AS (
              SELECT name, '{AccessShareLock}'::text[] AS harmless FROM unnest(?) name
              UNION ALL
              SELECT name, '{AccessShareLock, RowShareLock, RowExclusiveLock}' FROM unnest(?) name),
            conflicting AS (
              SELECT l.pid, l.granted, a.xact_start, l.mode || ' on ' || c.relname AS lock,
                     a.usename, a.application_name, a.state,
                     a.backend_type = 'autovacuum worker'
                       OR (a.pid IS NOT NULL AND a.backend_type IS NULL AND a.usesysid IS NULL
                           AND l.mode = 'ShareUpdateExclusiveLock') AS autovacuum
                FROM pg_locks l JOIN pg_class c ON c.oid = l.relation LEFT JOIN pg_stat_activity a ON a.pid = l.pid
               WHERE l.locktype = 'relation'
                 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                 AND l.pid IS DISTINCT FROM pg_backend_pid()
                 AND EXISTS (SELECT FROM wanted WHERE l.mode <> ALL (harmless)
                                AND to_regclass(name) = coalesce(pg_partition_root(l.relation), l.relation))
              {elsewhere})
            SELECT coalesce(autovacuum, false),
                   CASE WHEN pid IS NULL THEN 'a prepared transaction (pg_prepared_xacts), ' || lock
                        ELSE CASE WHEN autovacuum THEN 'autovacuum, ' ELSE '' END || 'pid ' || pid
                          || coalesce(', user ' || usename, '')
                          || coalesce(', application ' || nullif(application_name, ''), '')
                          || ', ' || coalesce(state, 'state not visible to this role')
                          || coalesce(', for ' || date_trunc('second', clock_timestamp() - xact_start), '')
                          || CASE WHEN granted THEN ', ' ELSE ', waits for ' END || lock END
              FROM conflicting
             WHERE granted OR NOT EXISTS (SELECT FROM conflicting WHERE granted)
             ORDER BY granted DESC, xact_start NULLS LAST, pid""";

    /**
     * The same on the workers of Citus. Each says under which name it knows a table. Those who work for a session that began
     * elsewhere are left out; {@code pg_terminate_backend} takes the global_pid.
     */
    private static final String ON_WORKERS = """
            UNION ALL
            SELECT l.global_pid, l.granted, a.xact_start,
                   l.mode || ' on ' || l.relation_name || ' of the node ' || n.nodename || ':' || n.nodeport,
                   a.usename, a.application_name, a.state, false
              FROM wanted, run_command_on_all_nodes(
                       'SELECT pg_catalog.to_regclass(' || quote_literal(wanted.name) || ')') known
                   JOIN citus_locks l ON l.nodeid = known.nodeid AND l.relation_name = known.result
                   JOIN pg_dist_node n ON n.nodeid = l.nodeid AND n.groupid <> 0
                   JOIN citus_stat_activity a ON a.nodeid = l.nodeid AND a.pid = l.pid
             WHERE l.mode <> ALL (harmless) AND a.datname = current_database()
               AND a.application_name NOT LIKE 'citus_internal%'""";

    /**
     * Looks up those of our own locks, in a transaction of its own.
     *
     * @param acrossNodes whether tables are those of Citus
     */
    static List<LockHolder> find(Connection connection, SchemaTables tables, boolean acrossNodes) throws SQLException {
        return find(
                connection, acrossNodes ? ON_WORKERS : "", List.of(tables.settings()), List.of(tables.versionTable()));
    }

    /**
     * Looks them up in a transaction of its own.
     *
     * @param locked tables, qualified and quoted, of which rows are locked, or more; partitions count as their table
     */
    static List<LockHolder> find(Connection connection, List<String> locked) throws SQLException {
        return find(connection, "", locked, List.of());
    }

    private static List<LockHolder> find(
            Connection connection, String elsewhere, List<String> locked, List<String> commented) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline().command(Transaction.readOnly(connection));
        Supplier<List<LockHolder>> holders = pipeline.query(
                SQL.replace("{elsewhere}", elsewhere),
                LockHolder::read,
                connection.createArrayOf("text", locked.toArray()),
                connection.createArrayOf("text", commented.toArray()));
        Transaction.read(connection, pipeline);
        return holders.get();
    }

    static String describe(List<LockHolder> holders) {
        return holders.isEmpty()
                ? "nobody any more when it was looked up"
                : holders.stream().map(LockHolder::description).collect(Collectors.joining("; "));
    }

    private static List<LockHolder> read(ResultSet row) throws SQLException {
        List<LockHolder> holders = new ArrayList<>();
        while (row.next()) {
            holders.add(new LockHolder(row.getBoolean(1), row.getString(2)));
        }
        return holders;
    }
}
