package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.postgresql.util.HostSpec;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Why a try to connect failed, told by SQLSTATE and by the types of the causes, not by their texts.
 *
 * @param exception what the driver reports
 * @param settings of the connection
 * @param server the one that was tried
 * @param problem what it means
 */
record ConnectFailure(
        SQLException exception, ConnectionSettings settings, ServerAddress server, ConnectProblem problem) {
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
    private static final List<Map.Entry<Class<? extends Throwable>, ConnectProblem>> BY_CAUSE = List.of(
            Map.entry(InterruptedException.class, ConnectProblem.INTERRUPTED),
            Map.entry(ReflectiveOperationException.class, ConnectProblem.CLASS),
            Map.entry(LinkageError.class, ConnectProblem.CLASS),
            Map.entry(ClassCastException.class, ConnectProblem.CLASS),
            Map.entry(UnknownHostException.class, ConnectProblem.UNKNOWN_HOST),
            Map.entry(ConnectException.class, ConnectProblem.REFUSED),
            Map.entry(SocketTimeoutException.class, ConnectProblem.SILENT),
            // Of the rest, what happens while a socket is being connected.
            Map.entry(DriverSocketFactory.Unreachable.class, ConnectProblem.NO_ROUTE),
            Map.entry(NoRouteToHostException.class, ConnectProblem.NO_ROUTE),
            // Before TLS: a server that goes away in the middle of a handshake has not failed to prove itself.
            Map.entry(SocketException.class, ConnectProblem.CUT),
            Map.entry(EOFException.class, ConnectProblem.CUT),
            Map.entry(SSLException.class, ConnectProblem.TLS),
            Map.entry(GeneralSecurityException.class, ConnectProblem.TLS));

    /** How servers and poolers refuse what {@code options} says: rights, names, values, the option itself. */
    private static final Set<String> OF_OPTIONS =
            Set.of("08P01", "0A000", "22023", "42501", "42601", "42602", "42704", "55P02");

    private static final String INVALID_PARAMETER_VALUE = "22023";
    private static final String UNABLE_TO_CONNECT = "08001";
    private static final String CONNECTION_FAILURE = "08006";

    static ConnectFailure of(SQLException exception, ConnectionSettings settings, ServerAddress server) {
        ConnectProblem problem = problem(exception, settings);
        boolean ofTheNetwork =
                problem.isTransient() && fromServer(exception).isEmpty() || problem == ConnectProblem.UNKNOWN_HOST;
        if (ofTheNetwork && !new HostSpec(server.host(), server.port()).shouldResolve()) {
            problem = ConnectProblem.PROXY;
        } else if (problem == ConnectProblem.TLS
                && ClientKey.isUnreadable(settings, causes(exception).toList())) {
            problem = ConnectProblem.CLIENT_KEY;
        }
        return new ConnectFailure(exception, settings, server, problem);
    }

    /** A server that lets us in, but is of a type that was not asked for. */
    static ConnectFailure ofType(boolean standby, ConnectionSettings settings, ServerAddress server) {
        return new ConnectFailure(
                new SQLException("pg_is_in_recovery() is " + standby),
                settings,
                server,
                standby ? ConnectProblem.STANDBY : ConnectProblem.PRIMARY);
    }

    private static ConnectProblem problem(SQLException e, ConnectionSettings settings) {
        String state = String.valueOf(e.getSQLState());
        Optional<ServerErrorMessage> fromServer = fromServer(e);
        if (fromServer.isPresent() && state.equals(INVALID_PARAMETER_VALUE) && isAboutTimeZone(fromServer.get())) {
            return ConnectProblem.TIME_ZONE;
        }
        if (fromServer.isPresent()
                && OF_OPTIONS.contains(state)
                && settings.option("options").isPresent()
                // Where the server checks the right CONNECT.
                && !"CheckMyDatabase".equals(fromServer.get().getRoutine())) {
            return ConnectProblem.OPTIONS;
        }
        ConnectProblem told = BY_SQLSTATE.get(state);
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
                        switch (state) {
                            case CONNECTION_FAILURE -> ConnectProblem.TLS;
                            case UNABLE_TO_CONNECT -> ConnectProblem.SILENT;
                            default -> ConnectProblem.OTHER;
                        });
    }

    /** The error names the parameter and the value that the driver has sent, in whatever language the rest of it is. */
    private static boolean isAboutTimeZone(ServerErrorMessage error) {
        String text = String.valueOf(error.getMessage());
        return text.contains("TimeZone") && text.contains(TimeZone.getDefault().getID());
    }

    private static Optional<ServerErrorMessage> fromServer(SQLException e) {
        return Optional.ofNullable(e instanceof PSQLException p ? p.getServerErrorMessage() : null);
    }

    /** The chain of causes, and what each address of a name said. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> cause instanceof DriverSocketFactory.Unreachable
                        ? Stream.concat(Stream.of(cause), Stream.of(cause.getSuppressed()))
                        : Stream.of(cause));
    }

    /** Whether another try may help. */
    boolean isTransient() {
        return problem.isTransient();
    }

    /**
     * What is to be thrown in the end.
     *
     * @param all the failure of each server of the URL, this one among them
     */
    CannotRunException toException(int tries, Collection<ConnectFailure> all) {
        boolean shown = all.stream().noneMatch(ConnectFailure::showsASecret);
        String found = all.size() == 1
                ? found()
                : all.stream()
                        .map(failure -> failure.server + ": " + failure.found())
                        .collect(Collectors.joining("; "));
        if (isTransient()) {
            long seconds = settings.connectTimeout().toSeconds();
            found += ", after " + tries + (tries == 1 ? " try in " : " tries in ") + seconds + " s";
        }
        boolean noPassword =
                problem == ConnectProblem.REJECTED && settings.password().isEmpty();
        ErrorMessage message =
                (noPassword ? ConnectProblem.NO_PASSWORD : problem).message(settings, server, found, hint());
        return new CannotRunException(message.toString(), shown ? exception : null);
    }

    private String found() {
        String found = showsASecret() ? "an error whose text is withheld, as it holds a secret" : text();
        return exception.getSQLState() == null ? found : found + " (SQLSTATE " + exception.getSQLState() + ")";
    }

    private String text() {
        Optional<ServerErrorMessage> error = fromServer(exception);
        if (error.isPresent()) {
            return error.get().getSeverity() + ": " + error.get().getMessage();
        }
        Throwable root = Stream.iterate((Throwable) exception, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .reduce((first, next) -> next)
                .orElse(exception);
        if (root == exception || root instanceof DriverSocketFactory.Unreachable) {
            return oneLine(root.getMessage());
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

    /** What was handed over with more than was meant: an env file keeps quotation marks, a mounted secret its line's end. */
    private String hint() {
        if (problem.isTransient()) {
            return "";
        }
        return Stream.of(
                        Map.entry("password", settings.password()),
                        Map.entry("user's name", Optional.of(new Secret(settings.user()))),
                        Map.entry("database's name", Optional.of(new Secret(settings.database()))),
                        Map.entry(
                                "sslpassword",
                                Optional.ofNullable(settings.options().get("sslpassword"))))
                .filter(part -> part.getValue().filter(Secret::isWrapped).isPresent())
                .map(part -> "; the " + part.getKey()
                        + " begins or ends with a quotation mark, a space or a line's end, which may not belong to it")
                .collect(Collectors.joining());
    }

    /** The password and what the options hide; not a word that is shown anyway, such as a user's name. */
    private boolean showsASecret() {
        return Stream.concat(
                        settings.password().stream(),
                        Stream.ofNullable(settings.options().get("sslpassword")))
                .filter(secret -> !secret.isIn(settings.describe()))
                .anyMatch(secret -> isShownBy(exception, secret));
    }

    private static boolean isShownBy(Throwable failure, Secret secret) {
        return causes(failure)
                .anyMatch(cause -> secret.isIn(cause.toString())
                        || Stream.of(cause.getSuppressed()).anyMatch(suppressed -> isShownBy(suppressed, secret)));
    }
}
