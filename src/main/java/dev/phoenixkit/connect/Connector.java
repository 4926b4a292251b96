package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.jdbc.Backoff;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.util.GT;

/** Opens connections, and goes on trying while the server refuses or is starting up. */
public final class Connector {
    private static final String APPLICATION = "phoenixkit-maven-plugin";
    private static final Duration SHORTEST_TRY = Duration.ofMillis(100);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Driver DRIVER = unregisteredDriver();

    private Connector() {}

    /** A driver that stays registered would keep all classes of the plugin in the memory of a build daemon. */
    private static Driver unregisteredDriver() {
        try {
            // This loads the class, which registers itself.
            Driver driver = new Driver();
            // Deregistering also clears the JVM's cache of the driver's translations, so they are loaded before it.
            GT.tr("");
            Driver.deregister();
            return driver;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Opens a connection, with autocommit off. It can be opened anew between transactions.
     *
     * @throws CannotRunException if there is none to be had in {@link ConnectionSettings#connectTimeout()}, or at once
     *     where another try could not help
     */
    public static Connection open(ConnectionSettings settings) {
        return RenewableConnection.of(
                () -> open(settings, Backoff.of(SHORTEST_PAUSE, LONGEST_PAUSE, settings.connectTimeout())));
    }

    /**
     * The same by a single try.
     *
     * @throws CannotRunException if there is none to be had at once
     */
    public static Connection openAtOnce(ConnectionSettings settings) {
        return RenewableConnection.of(() -> open(settings, () -> Duration.ZERO));
    }

    static Connection open(ConnectionSettings settings, Backoff backoff) {
        Duration left = settings.connectTimeout();
        Map<ServerAddress, ConnectFailure> telling = new LinkedHashMap<>();
        for (int tries = 1; ; tries++) {
            List<ConnectFailure> failures = new ArrayList<>();
            Optional<Connection> connection = tryAll(settings, left, failures);
            if (connection.isPresent()) {
                return connection.get();
            }
            for (ConnectFailure failure : failures) {
                if (!failure.isTransient()) {
                    throw failure.toException(tries, List.of(failure));
                }
                // The last try may have had no time for more than a timeout; what was said before tells more.
                telling.merge(failure.server(), failure, Connector::moreTelling);
            }
            left = pause(backoff, settings);
            if (left.isZero() || left.isNegative()) {
                throw telling.values().stream()
                        .reduce(Connector::moreTelling)
                        .orElseThrow()
                        .toException(tries, telling.values());
            }
        }
    }

    private static ConnectFailure moreTelling(ConnectFailure before, ConnectFailure now) {
        return now.problem() == ConnectProblem.SILENT ? before : now;
    }

    /** Tries each server, and closes what it has opened but for the one connection that it returns. */
    private static Optional<Connection> tryAll(
            ConnectionSettings settings, Duration left, List<ConnectFailure> failures) {
        List<Connection> open = new ArrayList<>();
        try {
            Optional<Connection> best = best(settings, left, failures, open);
            best.ifPresent(open::remove);
            return best;
        } finally {
            open.forEach(Connector::close);
        }
    }

    /**
     * The first server of the type that is wanted, or else the first that will do.
     *
     * <p>The driver takes several hosts and {@code targetServerType} itself, but of all failures it reports the last: a
     * refused connection where another server said that the password is wrong, or only that none is of the type. Also the
     * first server that does not answer uses up the time of all.
     */
    private static Optional<Connection> best(
            ConnectionSettings settings, Duration left, List<ConnectFailure> failures, List<Connection> open) {
        TargetServerType target = TargetServerType.of(settings);
        int count = settings.servers().size();
        boolean typeMatters = count > 1 || !target.accepts(true) || !target.accepts(false);
        Optional<Connection> spare = Optional.empty();
        for (ServerAddress server : settings.servers()) {
            try {
                Connection connection =
                        DRIVER.connect(url(settings, server), properties(settings, left.dividedBy(count)));
                open.add(connection);
                boolean standby = typeMatters && isStandby(connection);
                // The bound on each answer was for connecting; a statement may take as long as it needs.
                connection.setNetworkTimeout(Runnable::run, 0);
                connection.setAutoCommit(false);
                if (target.wants(standby)) {
                    return Optional.of(connection);
                } else if (!target.accepts(standby)) {
                    failures.add(ConnectFailure.ofType(standby, settings, server));
                } else if (spare.isEmpty()) {
                    spare = Optional.of(connection);
                }
            } catch (SQLException e) {
                failures.add(ConnectFailure.of(e, settings, server));
            }
        }
        return spare;
    }

    /** Servers tell this unasked since PostgreSQL 14, but poolers do not pass it on. */
    private static boolean isStandby(Connection connection) throws SQLException {
        String told = connection.unwrap(PGConnection.class).getParameterStatus("in_hot_standby");
        if (told != null) {
            return told.equals("on");
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_is_in_recovery()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Closes a connection whose work is done; a failure to do so changes nothing any more. */
    public static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The driver has closed its socket all the same.
        }
    }

    private static Duration pause(Backoff backoff, ConnectionSettings settings) {
        try {
            return backoff.pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted while waiting for " + settings.describe() + ".", e);
        }
    }

    /** The driver logs this text, so it holds nothing but address and database. */
    static String url(ConnectionSettings settings, ServerAddress server) {
        return DatabaseUrl.JDBC + "//" + server + "/" + UrlQuery.encodeForm(settings.database());
    }

    static Properties properties(ConnectionSettings settings, Duration left) {
        Properties properties = new Properties();
        // Without a password the driver would ask at the console, in the middle of a build.
        PGProperty.SSL_PASSWORD.set(properties, "");
        PGProperty.SOCKET_FACTORY.set(properties, DriverSocketFactory.class.getName());
        ClientKey.algorithm(settings).ifPresent(name -> PGProperty.PEM_KEY_ALGORITHM.set(properties, name));
        settings.options().forEach((name, value) -> properties.setProperty(name, value.reveal()));

        PGProperty.USER.set(properties, settings.user());
        // With no password at all the driver would look for a password file itself, in its own way.
        PGProperty.PASSWORD.set(
                properties, settings.password().map(Secret::reveal).orElse(""));

        // Compared with each server here: the driver would not say why the others failed.
        properties.remove(PGProperty.TARGET_SERVER_TYPE.getName());
        // The prefix says which schema.
        properties.remove(PGProperty.CURRENT_SCHEMA.getName());

        PGProperty.APPLICATION_NAME.set(properties, APPLICATION);
        // Sends the name with the first message, not by a SET of its own, which poolers would pass to the next client.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.4");
        // Poolers in transaction mode lose named statements.
        PGProperty.PREPARE_THRESHOLD.set(properties, 0);
        PGProperty.AUTOSAVE.set(properties, "never");
        // A detail can quote a whole row, credentials included.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);

        // Zero would mean no limit at all.
        long millis = Math.max(SHORTEST_TRY.toMillis(), left.toMillis());
        String seconds = Long.toString((millis + 999) / 1000);
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
        // Bounds the whole try, name look-up included; the two above see to it that an abandoned one ends as well.
        PGProperty.LOGIN_TIMEOUT.set(properties, Double.toString(millis / 1000.0));
        return properties;
    }
}
