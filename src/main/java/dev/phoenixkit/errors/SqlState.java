package dev.phoenixkit.errors;

import java.net.SocketTimeoutException;
import java.sql.SQLException;

/** The SQLSTATEs that this plugin acts on (PostgreSQL manual, appendix A). */
public final class SqlState {

    public static final String LOCK_NOT_AVAILABLE = "55P03";
    public static final String INVALID_PARAMETER_VALUE = "22023";
    private static final String DEADLOCK_DETECTED = "40P01";
    private static final String INTERNAL_ERROR = "XX000";

    private static final String IDLE_SESSION_TIMEOUT = "57P05";
    private static final String CONNECTION_FAILURE = "08006";
    public static final String TOO_MANY_CONNECTIONS = "53300";

    private SqlState() {}

    public static boolean is(SQLException e, String state) {
        return state.equals(e.getSQLState());
    }

    /** The same, also of another node of Citus: what it says is a warning there, before an error that it has failed. */
    private static boolean isOfAnyNode(SQLException e, String state) {
        for (SQLException said = e; said != null; said = is(e, INTERNAL_ERROR) ? said.getNextException() : null) {
            if (is(said, state)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a lock was not to be had: not in time, or never, since two sessions would wait for each other. */
    public static boolean isLockMissed(SQLException e) {
        return isOfAnyNode(e, LOCK_NOT_AVAILABLE) || isOfAnyNode(e, DEADLOCK_DETECTED);
    }

    /** Whether the connection is gone, so that the server's answer to what was last sent is not known. */
    public static boolean isConnectionLost(SQLException e) {
        String state = e.getSQLState();
        return state == null || (state.startsWith("08") || state.startsWith("57P")) && !ServerErrors.isFromFunction(e);
    }

    /**
     * Whether the session may have been ended for being idle. The server says so, but what it has said cannot be read any more
     * once sending to it has failed. A server that does not answer, or that says something else, is not meant.
     */
    public static boolean isIdleSessionEnded(SQLException e) {
        return isOfAnyNode(e, IDLE_SESSION_TIMEOUT)
                || is(e, CONNECTION_FAILURE) && !(e.getCause() instanceof SocketTimeoutException);
    }

    /** Whether the server found fault with a row: a constraint, a value, or an error that a trigger raised. */
    static boolean isAboutRows(SQLException e) {
        String state = e.getSQLState();
        return ServerErrors.isFromFunction(e) || state.startsWith("22") || state.startsWith("23");
    }
}
