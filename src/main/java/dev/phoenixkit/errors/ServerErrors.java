package dev.phoenixkit.errors;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Says what the server said, without what it may quote. The text of some errors holds values of rows: a failed cast
 * quotes what it could not cast, an error raised in a function says what its author pleased, under any SQLSTATE. Of those
 * only the SQLSTATE is shown, and of the server's own the names of the objects concerned; the whole is in its log.
 */
final class ServerErrors {

    /** Classes of SQLSTATE whose texts speak of objects, rights and resources, not of values. */
    private static final Set<String> SPEAKING_OF_OBJECTS =
            Set.of("08", "25", "28", "3D", "3F", "40", "42", "53", "55", "57", "58");

    private ServerErrors() {}

    /** One phrase that is safe to show: {@code check_violation-like} codes with names, or the server's own text. */
    static String describe(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            return "an error without SQLSTATE in the driver";
        }
        if (e.getCause() instanceof SocketTimeoutException) {
            return "no answer came in time (SQLSTATE " + state + ")";
        }
        if (isFromFunction(e)) {
            return hidden(state, "");
        }
        if (SPEAKING_OF_OBJECTS.contains(state.substring(0, 2))) {
            return e.getMessage() + " (SQLSTATE " + state + ")";
        }
        String objects = e instanceof PSQLException p ? objects(p.getServerErrorMessage()) : "";
        return hidden(state, objects);
    }

    /**
     * Whether a function of the database failed, of a trigger or a check: the error then has a context. One that the
     * server raises to end a statement or a session is its own wherever it strikes. So is one with
     * nothing but the node of Citus on which it happened.
     */
    static boolean isFromFunction(SQLException e) {
        ServerErrorMessage error = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String where = error == null ? null : error.getWhere();
        return where != null
                && !where.matches("while executing command on .*")
                && !"ProcessInterrupts".equals(error.getRoutine());
    }

    private static String hidden(String state, String objects) {
        return "SQLSTATE " + state + objects + "; its text may quote a row, so it stands only in the server's log";
    }

    private static String objects(ServerErrorMessage error) {
        if (error == null) {
            return "";
        }
        return Stream.of(
                        named("constraint", error.getConstraint()),
                        named("table", error.getTable()),
                        named("column", error.getColumn()))
                .collect(Collectors.joining(""));
    }

    private static String named(String kind, String name) {
        return name == null ? "" : ", " + kind + " " + name;
    }
}
