package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
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

/** Why a try to connect failed, told by SQLSTATE and by the types of the causes, never by their texts. */
final class ConnectFailure {
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

    private static final String UNABLE_TO_CONNECT = "08001";
    private static final String CONNECTION_FAILURE = "08006";

    private final SQLException exception;
    private final ServerAddress server;
    private final ConnectProblem problem;

    private ConnectFailure(SQLException exception, ServerAddress server, ConnectProblem problem) {
        this.exception = exception;
        this.server = server;
        this.problem = problem;
    }

    static ConnectFailure of(SQLException exception, ServerAddress server) {
        return new ConnectFailure(exception, server, problem(exception));
    }

    private static ConnectProblem problem(SQLException e) {
        ConnectProblem told = BY_SQLSTATE.get(String.valueOf(e.getSQLState()));
        if (told != null) {
            return told;
        }
        if (causedBy(e, InterruptedException.class) || Thread.currentThread().isInterrupted()) {
            return ConnectProblem.INTERRUPTED;
        }
        if (causedBy(e, UnknownHostException.class)) {
            return ConnectProblem.UNKNOWN_HOST;
        }
        if (causedBy(e, ConnectException.class)) {
            return ConnectProblem.REFUSED;
        }
        // Asked before TLS: a server that goes away in the middle of a handshake has not failed to prove itself.
        if (causedBy(e, SocketException.class) || causedBy(e, EOFException.class)) {
            return ConnectProblem.CUT;
        }
        if (causedBy(e, SocketTimeoutException.class)) {
            return ConnectProblem.SILENT;
        }
        if (causedBy(e, SSLException.class) || causedBy(e, GeneralSecurityException.class)) {
            return ConnectProblem.TLS;
        }
        return switch (String.valueOf(e.getSQLState())) {
            case CONNECTION_FAILURE -> ConnectProblem.TLS;
            case UNABLE_TO_CONNECT -> ConnectProblem.SILENT;
            default -> ConnectProblem.OTHER;
        };
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).anyMatch(type::isInstance);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    /** Whether another try may help. */
    boolean mayPass() {
        return problem.mayPass();
    }

    /** Whether there was simply no answer. */
    boolean isSilence() {
        return problem == ConnectProblem.SILENT;
    }

    CannotRunException toException(ConnectionSettings settings, int tries) {
        boolean telling = secrets(settings).stream().noneMatch(secret -> isShownBy(exception, secret));
        StringBuilder message = new StringBuilder("Cannot connect to " + settings.describe(server) + ": "
                + problem.what(settings) + ". Expected: " + problem.expected(settings) + ". Found: "
                + (telling ? found() : "an error whose text is withheld, as it holds a secret"));
        if (exception.getSQLState() != null) {
            message.append(" (SQLSTATE ").append(exception.getSQLState()).append(")");
        }
        if (mayPass()) {
            message.append(", after ")
                    .append(tries)
                    .append(tries == 1 ? " try in " : " tries in ")
                    .append(settings.connectTimeout().toSeconds())
                    .append(" s");
        }
        message.append(". Next: ").append(problem.next(settings)).append(".");
        return telling
                ? new CannotRunException(message.toString(), exception)
                : new CannotRunException(message.toString());
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
        boolean network = mayPass() || problem == ConnectProblem.UNKNOWN_HOST;
        return network ? cause : oneLine(exception.getMessage()) + ": " + cause;
    }

    private static String oneLine(String message) {
        String line = String.valueOf(message).strip().replaceAll("\\s+", " ");
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    /** The password and what the options hide; not a word that is shown anyway, such as a user's name. */
    private static List<Secret> secrets(ConnectionSettings settings) {
        return Stream.concat(
                        settings.password().stream(),
                        Stream.ofNullable(settings.options().get("sslpassword")))
                .filter(secret -> !secret.isIn(settings.describe()))
                .toList();
    }

    private static boolean isShownBy(Throwable failure, Secret secret) {
        return causes(failure)
                .anyMatch(cause -> secret.isIn(cause.toString())
                        || Stream.of(cause.getSuppressed()).anyMatch(suppressed -> isShownBy(suppressed, secret)));
    }
}
