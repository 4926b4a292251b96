package dev.phoenixkit.lock;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.Transaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A session with a lock in the way, as far as the role may see it. {@code pg_blocking_pids} is not asked: once a try has
 * failed, the run waits no more.
 *
 * @param pid its process; null for a prepared transaction
 * @param user its role; null where it has none
 * @param application its application_name
 * @param state what it does; null where the role may not see it
 * @param age for how long its transaction has been open, in PostgreSQL's words; null where the role may not see it
 * @param mode the lock it holds or waits for
 * @param granted whether it holds the lock
 * @param table on which table
 * @param autovacuum whether it is an autovacuum worker
 */
record LockHolder(
        Integer pid,
        String user,
        String application,
        String state,
        String age,
        String mode,
        boolean granted,
        String table,
        boolean autovacuum) {

    /**
     * Locks in modes that conflict with ours (PostgreSQL manual, 13.3.1). Those that are waited for count only where none
     * is held: then a session that waits stands in the queue before us. To ordinary roles an autovacuum worker
     * shows neither backend_type nor role; that it has no role and holds the lock of VACUUM tells it.
     */
    private static final String QUERY = """
            SELECT l.pid, a.usename, a.application_name, a.state,
                   date_trunc('second', clock_timestamp() - a.xact_start)::text, l.mode, l.granted,
                   l.relation::regclass::text,
                   a.backend_type = 'autovacuum worker'
                     OR (a.pid IS NOT NULL AND a.backend_type IS NULL AND a.usesysid IS NULL
                         AND l.mode = 'ShareUpdateExclusiveLock')
              FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
             WHERE l.locktype = 'relation'
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND l.pid IS DISTINCT FROM pg_backend_pid()
               AND (l.relation = to_regclass(?) AND l.mode <> 'AccessShareLock'
                    OR l.relation = to_regclass(?)
                       AND l.mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock'))
             ORDER BY l.granted DESC, a.xact_start NULLS LAST, l.pid""";

    /** Looks them up in a transaction of its own. */
    static List<LockHolder> find(Connection connection, SchemaTables tables) throws SQLException {
        return Transaction.read(connection, Transaction.READ_ONLY, () -> {
            try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
                statement.setString(1, tables.settings());
                statement.setString(2, tables.versionTable());
                return read(statement);
            }
        });
    }

    private static List<LockHolder> read(PreparedStatement statement) throws SQLException {
        List<LockHolder> holders = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                holders.add(new LockHolder(
                        row.getObject(1, Integer.class),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getBoolean(7),
                        row.getString(8),
                        row.getBoolean(9)));
            }
        }
        if (holders.stream().anyMatch(LockHolder::granted)) {
            holders.removeIf(holder -> !holder.granted());
        }
        return holders;
    }

    String describe() {
        if (pid == null) {
            return "a prepared transaction (pg_prepared_xacts), " + mode + " on " + table;
        }
        return (autovacuum ? "autovacuum, " : "")
                + "pid " + pid
                + (user == null ? "" : ", user " + user)
                + (application == null || application.isEmpty() ? "" : ", application " + application)
                + (state == null ? ", state not visible to this role" : ", " + state)
                + (age == null ? "" : ", for " + age)
                + (granted ? ", " : ", waits for ") + mode + " on " + table;
    }
}
