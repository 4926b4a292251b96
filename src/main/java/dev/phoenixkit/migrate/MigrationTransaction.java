package dev.phoenixkit.migrate;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.preflight.ServerInfo;
import java.time.Duration;

/**
 * The statements that a run's transactions begin with. All of them are the transaction's own ({@code SET LOCAL}), so that
 * they end with it, behind pgbouncer too.
 */
public final class MigrationTransaction {

    /** One snapshot for reading. */
    public static final String SNAPSHOT = snapshot(Duration.ofSeconds(30));

    /** Version 17, the first with {@code transaction_timeout}. */
    private static final int HAS_TRANSACTION_TIMEOUT = 170_000;

    private MigrationTransaction() {}

    /** One snapshot for reading; gives up when somebody excludes even that for longer than the time to wait. */
    static String snapshot(Duration wait) {
        // Zero would mean without limit.
        return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = 0"
                + "; SET LOCAL lock_timeout = " + Math.max(1, wait.toMillis());
    }

    /**
     * A try for both locks, in the order that every run takes them.
     *
     * <p>READ COMMITTED, whatever the default is: a snapshot older than the lock would miss rows. EXCLUSIVE, since a
     * weaker mode is granted beside row locks, for which an UPDATE would then wait while it holds off all writers. Plain
     * reads go on. The lock on the marker is the one that COMMENT takes: no other migrator's version can slip by. It is
     * not waited for: writers would have to wait as well, and a migrator that wants the settings next would be in a
     * deadlock with us.
     *
     * <p>A role's own timeouts must not end a migration half-way to its commit. A client that is gone must not keep the
     * locks: one that was killed is found by the check or by the end of the connection, and one that is gone without a
     * word by the keepalives, within about a minute.
     *
     * <p>What a run says is done must outlast a crash: where commits do not wait for the disk by default, this one does.
     */
    public static String lockBoth(SchemaTables tables, ServerInfo server, Duration wait) {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
                + "; SET LOCAL lock_timeout = " + wait.toMillis()
                + "; SET LOCAL statement_timeout = 0"
                + (server.versionNumber() >= HAS_TRANSACTION_TIMEOUT ? "; SET LOCAL transaction_timeout = 0" : "")
                + "; SET LOCAL idle_in_transaction_session_timeout = '5min'"
                + "; SET LOCAL tcp_keepalives_idle = 30"
                + "; SET LOCAL tcp_keepalives_interval = 10"
                + "; SET LOCAL tcp_keepalives_count = 3"
                + "; SET LOCAL tcp_user_timeout = '60s'"
                + (server.checksClient() ? "; SET LOCAL client_connection_check_interval = '1s'" : "")
                + "; LOCK TABLE " + tables.settings() + " IN EXCLUSIVE MODE"
                + "; LOCK TABLE " + tables.marker() + " IN SHARE UPDATE EXCLUSIVE MODE NOWAIT"
                + "; SELECT set_config('synchronous_commit', 'on', true)"
                + " WHERE current_setting('synchronous_commit') = 'off'";
    }
}
