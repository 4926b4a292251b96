package dev.phoenixkit.postgres;

import java.time.Duration;

/**
 * The statements that a run's transactions begin with. All of them are the transaction's own ({@code SET LOCAL}), so that
 * they end with it, behind pgbouncer too.
 */
final class MigrationTransaction {

    /** The one snapshot of a dry run. */
    static final String SNAPSHOT =
            "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = 0";

    /** Version 17, the first with {@code transaction_timeout}. */
    private static final int HAS_TRANSACTION_TIMEOUT = 170_000;

    private MigrationTransaction() {}

    /**
     * A try for both locks, in the order that every run takes them.
     *
     * <p>READ COMMITTED, whatever the default is: a snapshot older than the lock would miss rows. EXCLUSIVE, since a
     * weaker mode is granted beside row locks, for which an UPDATE would then wait while it holds off all writers. Plain
     * reads go on. The lock on the marker is the one that COMMENT takes: no other migrator's version can slip by.
     *
     * <p>A role's own timeouts must not end a migration half-way to its commit. A client that is gone without a word must
     * not keep the locks: the keepalives find it within about a minute.
     */
    static String lockBoth(SchemaTables tables, ServerInfo server, Duration wait) {
        return "SET TRANSACTION ISOLATION LEVEL READ COMMITTED"
                + "; SET LOCAL lock_timeout = " + wait.toMillis()
                + "; SET LOCAL statement_timeout = 0"
                + (server.versionNumber() >= HAS_TRANSACTION_TIMEOUT ? "; SET LOCAL transaction_timeout = 0" : "")
                + "; SET LOCAL idle_in_transaction_session_timeout = '5min'"
                + "; SET LOCAL tcp_keepalives_idle = 30"
                + "; SET LOCAL tcp_keepalives_interval = 10"
                + "; SET LOCAL tcp_keepalives_count = 3"
                + (server.checksClient() ? "; SET LOCAL client_connection_check_interval = '5s'" : "")
                + "; LOCK TABLE " + tables.settings() + " IN EXCLUSIVE MODE"
                + "; LOCK TABLE " + tables.marker() + " IN SHARE UPDATE EXCLUSIVE MODE";
    }
}
