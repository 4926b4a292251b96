package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why a try to connect failed, told by SQLSTATE and by the types of the causes, never by their texts.
 *
 * @param exception what the driver reports
 * @param server the one that was tried
 * @param problem what it means
 */
record ConnectFailure(SQLException exception, ServerAddress server, ConnectProblem problem) {
    /** What the server says, by SQLSTATE. */
    private static final Map<String, ConnectProblem> BY_SQLSTATE = Map.of(
            "57P03", ConnectProblem.STARTING, // cannot_connect_now
            "57P01", ConnectProblem.STARTING, // admin_shutdown
            "57P02", ConnectProblem.STARTING, // crash_shutdown
            "53300", ConnectProblem.FULL, // too_many_connections
            "28P01", ConnectProblem.WRONG_PASSWORD, // invalid_password
            "28000", ConnectProblem.NOT_ADMITTED, // invalid_authorization_specification
            "3D000", ConnectProblem.NO_DATABASE, // invalid_catalog_name
            "42501", ConnectProblem.NO_RIGHT, // insufficient_privilege
            "08004", ConnectProblem.REJECTED); // sqlserver_rejected_establishment_of_sqlconnection

    /** What the driver reports as a cause; the first that fits. */
    private static final List<Map.Entry<Class<? extends Exception>, ConnectProblem>> BY_CAUSE = List.of(
            Map.entry(InterruptedException.class, ConnectProblem.INTERRUPTED),
            Map.entry(UnknownHostException.class, ConnectProblem.UNKNOWN_HOST),
            Map.entry(ConnectException.class, ConnectProblem.REFUSED),
            // Before TLS: a server that goes away in the middle of a handshake has not failed to prove itself.
            Map.entry(SocketException.class, ConnectProblem.CUT),
            Map.entry(EOFException.class, ConnectProblem.CUT),
            Map.entry(SocketTimeoutException.class, ConnectProblem.SILENT),
            Map.entry(SSLException.class, ConnectProblem.TLS),
            Map.entry(GeneralSecurityException.class, ConnectProblem.TLS));

    private static final String UNABLE_TO_CONNECT = "08001";
    private static final String CONNECTION_FAILURE = "08006";

    static ConnectFailure of(SQLException exception, ServerAddress server) {
        return new ConnectFailure(exception, server, problem(exception));
    }

    /** A server that lets us in, but is of a type that was not asked for. */
    static ConnectFailure ofType(boolean standby, ServerAddress server) {
        return new ConnectFailure(
                new SQLException("pg_is_in_recovery() is " + standby),
                server,
                standby ? ConnectProblem.STANDBY : ConnectProblem.PRIMARY);
    }

    private static ConnectProblem problem(SQLException e) {
        ConnectProblem told = BY_SQLSTATE.get(String.valueOf(e.getSQLState()));
        if (told != null) {
            return told;
        }
        if (Thread.currentThread().isInterrupted()) {
            return ConnectProblem.INTERRUPTED;
        }
        return BY_CAUSE.stream()
                .filter(known -> causes(e).anyMatch(known.getKey()::isInstance))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(
                        switch (String.valueOf(e.getSQLState())) {
                            case CONNECTION_FAILURE -> ConnectProblem.TLS;
                            case UNABLE_TO_CONNECT -> ConnectProblem.SILENT;
                            default -> ConnectProblem.OTHER;
                        });
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    /** Whether another try may help. */
    boolean isTransient() {
        return problem.isTransient();
    }

    CannotRunException toException(ConnectionSettings settings, int tries) {
        boolean shown = secrets(settings).noneMatch(secret -> isShownBy(exception, secret));
        String found = shown ? found() : "an error whose text is withheld, as it holds a secret";
        if (exception.getSQLState() != null) {
            found += " (SQLSTATE " + exception.getSQLState() + ")";
        }
        if (isTransient()) {
            long seconds = settings.connectTimeout().toSeconds();
            found += ", after " + tries + (tries == 1 ? " try in " : " tries in ") + seconds + " s";
        }
        boolean noPassword =
                problem == ConnectProblem.REJECTED && settings.password().isEmpty();
        ErrorMessage message = (noPassword ? ConnectProblem.NO_PASSWORD : problem).message(settings, server, found);
        return new CannotRunException(message.toString(), shown ? exception : null);
    }

    private String found() {
        if (exception instanceof PSQLException fromServer && fromServer.getServerErrorMessage() != null) {
            ServerErrorMessage error = fromServer.getServerErrorMessage();
            return error.getSeverity() + ": " + error.getMessage();
        }
        Throwable root = causes(exception).reduce((first, next) -> next).orElse(exception);
        if (root == exception) {
            return oneLine(exception.getMessage());
        }
        String type = root.getClass().getSimpleName();
        String cause = root.getMessage() == null ? type : type + ": " + oneLine(root.getMessage());
        // What the driver says of the network is advice, which is given here in other words.
        boolean network = isTransient() || problem == ConnectProblem.UNKNOWN_HOST;
        return network ? cause : oneLine(exception.getMessage()) + ": " + cause;
    }

    private static String oneLine(String message) {
        String line = String.valueOf(message).strip().replaceAll("\\s+", " ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    /** The password and what the options hide; not a word that is shown anyway, such as a user's name. */
    private static Stream<Secret> secrets(ConnectionSettings settings) {
        return Stream.concat(
                        settings.password().stream(),
                        Stream.ofNullable(settings.options().get("sslpassword")))
                .filter(secret -> !secret.isIn(settings.describe()));
    }

    private static boolean isShownBy(Throwable failure, Secret secret) {
        return causes(failure)
                .anyMatch(cause -> secret.isIn(cause.toString())
                        || Stream.of(cause.getSuppressed()).anyMatch(suppressed -> isShownBy(suppressed, secret)));
    }
}
