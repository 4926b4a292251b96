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
 * @param pid its process; 0 for a prepared transaction
 * @param autovacuum whether it is an autovacuum worker
 * @param description process, user, application, state, for how long, which lock
 */
record LockHolder(int pid, boolean autovacuum, String description) {

    /**
     * Locks in modes that conflict with ours (PostgreSQL manual, 13.3.1). Those that are waited for count only where none
     * is held: then a session that waits stands in the queue before us. To ordinary roles an autovacuum worker
     * shows neither backend_type nor role; that it has no role and holds the lock of VACUUM tells it.
     */
    private static final String SQL = """
            WITH conflicting AS (
              SELECT l.pid, l.granted, a.xact_start, l.mode || ' on ' || c.relname AS lock,
                     a.usename, a.application_name, a.state,
                     a.backend_type = 'autovacuum worker'
                       OR (a.pid IS NOT NULL AND a.backend_type IS NULL AND a.usesysid IS NULL
                           AND l.mode = 'ShareUpdateExclusiveLock') AS autovacuum
                FROM pg_locks l JOIN pg_class c ON c.oid = l.relation LEFT JOIN pg_stat_activity a ON a.pid = l.pid
               WHERE l.locktype = 'relation'
                 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                 AND l.pid IS DISTINCT FROM pg_backend_pid()
                 AND (coalesce(pg_partition_root(l.relation), l.relation)
                            = ANY (SELECT to_regclass(name) FROM unnest(?) name) AND l.mode <> 'AccessShareLock'
                      OR l.relation = ANY (SELECT to_regclass(name) FROM unnest(?) name)
                         AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')))
            SELECT coalesce(pid, 0), coalesce(autovacuum, false),
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

    /** Looks up those of our own locks, in a transaction of its own. */
    static List<LockHolder> find(Connection connection, SchemaTables tables) throws SQLException {
        return find(connection, List.of(tables.settings()), List.of(tables.versionTable()));
    }

    /**
     * Looks them up in a transaction of its own.
     *
     * @param locked tables, qualified and quoted, of which rows are locked, or more; partitions count as their table
     * @param commented tables that get a comment
     */
    static List<LockHolder> find(Connection connection, List<String> locked, List<String> commented)
            throws SQLException {
        StatementPipeline pipeline = new StatementPipeline().command(Transaction.readOnly(connection));
        Supplier<List<LockHolder>> holders = pipeline.query(
                SQL,
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
            holders.add(new LockHolder(row.getInt(1), row.getBoolean(2), row.getString(3)));
        }
        return holders;
    }
}
