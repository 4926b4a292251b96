package dev.phoenixkit.errors;

import java.sql.SQLException;

/** Turns what the driver throws into what the operator needs to know: is anything changed, and what next. */
public final class Failures {

    private Failures() {}

    /** What the server said, in a phrase that is safe to show: nothing of a row. */
    public static String describe(SQLException e) {
        return ServerErrors.describe(e);
    }

    /** What a failure before the commit means. The driver's exception is not chained: its text may quote a row. */
    public static RuntimeException translate(SQLException e) {
        String what = describe(e);
        RuntimeException translated;
        if (SqlState.isConnectionLost(e)) {
            translated = new CannotRunException("The connection to the server was lost before the commit: " + what
                    + ". PostgreSQL rolls back what was begun, so nothing was changed. Run again.");
        } else if (SqlState.isAboutRows(e)) {
            translated = new RefusedException("PostgreSQL refused to write a row: " + what
                    + ". All of it was rolled back, nothing was changed. Look at the constraints and triggers of the"
                    + " table and at the server's log, and run again.");
        } else if (SqlState.is(e, SqlState.LOCK_NOT_AVAILABLE)) {
            // The locks of a transaction that writes do not come here: this was one that only reads.
            translated = new LockTimeoutException(
                    "Another session holds a lock on PhoenixKit's tables, or on one that refers"
                            + " to them, that excludes even reading (ACCESS EXCLUSIVE, as ALTER TABLE takes it), and went on for"
                            + " longer than the time to wait for it. Nothing was changed. Let it finish or end it"
                            + " (pg_terminate_backend), and run again.");
        } else {
            translated = new CannotRunException(
                    "PostgreSQL refused a statement: " + what + ". All of it was rolled back, nothing was changed.");
        }
        for (Throwable suppressed : e.getSuppressed()) {
            translated.addSuppressed(suppressed);
        }
        return translated;
    }

    /** Whether a failure, from wherever in a run, makes it certain that nothing was committed. */
    public static boolean isRolledBack(RuntimeException failure) {
        return failure instanceof RefusedException
                || failure instanceof CannotRunException && !(failure instanceof OutcomeUnknownException);
    }
}
