package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/** Opens connections, and goes on trying while the server refuses or is starting up. */
public final class Connector {
    private static final String APPLICATION = "phoenixkit-maven-plugin";
    private static final Duration SHORTEST_TRY = Duration.ofMillis(100);

    private Connector() {}

    /**
     * Opens a connection, with autocommit off.
     *
     * @throws CannotRunException if there is none to be had in {@link ConnectionSettings#connectTimeout()}, or at once
     *     where another try could not help
     */
    public static Connection open(ConnectionSettings settings) {
        return open(settings, Backoff.of(settings.connectTimeout()));
    }

    static Connection open(ConnectionSettings settings, Backoff patience) {
        Duration left = settings.connectTimeout();
        ConnectFailure telling = null;
        for (int tries = 1; ; tries++) {
            List<ConnectFailure> failures = new ArrayList<>();
            Optional<Connection> connection = tryEach(settings, left, failures);
            if (connection.isPresent()) {
                return connection.get();
            }
            for (ConnectFailure failure : failures) {
                if (!failure.mayPass()) {
                    throw failure.toException(settings, tries);
                }
                // The last try may have had no time for more than a timeout; what was said before tells more.
                telling = telling == null || !failure.isSilence() ? failure : telling;
            }
            left = wait(patience, settings);
            if (left.isZero() || left.isNegative()) {
                throw telling.toException(settings, tries);
            }
        }
    }

    /**
     * The first server that is no standby; or else a standby, which cannot be migrated but can tell its status.
     *
     * <p>The driver could do this itself, but would report only the last server's failure, a refused connection perhaps
     * where another had said that the password is wrong.
     */
    private static Optional<Connection> tryEach(
            ConnectionSettings settings, Duration left, List<ConnectFailure> failures) {
        Optional<Connection> standby = Optional.empty();
        int count = settings.servers().size();
        for (ServerAddress server : settings.servers()) {
            try {
                // Each has its share of the time, so that a silent one does not use up all of it.
                Properties properties = properties(settings, left.dividedBy(count));
                Connection connection = prepared(new Driver().connect(url(settings, server), properties));
                if (count == 1 || !isStandby(connection)) {
                    close(standby);
                    return Optional.of(connection);
                }
                close(standby);
                standby = Optional.of(connection);
            } catch (SQLException e) {
                failures.add(ConnectFailure.of(e, server));
            }
        }
        return standby;
    }

    /** Servers tell this unasked since PostgreSQL 14; of others, and behind a pooler, it is found out later. */
    private static boolean isStandby(Connection connection) throws SQLException {
        return "on".equals(connection.unwrap(PGConnection.class).getParameterStatus("in_hot_standby"));
    }

    private static void close(Optional<Connection> connections) throws SQLException {
        if (connections.isPresent()) {
            connections.get().close();
        }
    }

    private static Duration wait(Backoff patience, ConnectionSettings settings) {
        try {
            return patience.waitAndTellWhatIsLeft();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted while waiting for " + settings.describe() + ".", e);
        }
    }

    private static Connection prepared(Connection connection) throws SQLException {
        try {
            // The bound on each answer was for connecting; a statement may take as long as it needs.
            connection.setNetworkTimeout(Runnable::run, 0);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            try {
                connection.close();
            } catch (SQLException onClose) {
                e.addSuppressed(onClose);
            }
            throw e;
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
        PGProperty.SOCKET_FACTORY.set(properties, KeepAliveSocketFactory.class.getName());
        settings.options().forEach((name, value) -> properties.setProperty(name, value.reveal()));

        PGProperty.USER.set(properties, settings.user());
        // With no password at all the driver would look for a password file itself, in its own way.
        PGProperty.PASSWORD.set(
                properties, settings.password().map(Secret::reveal).orElse(""));

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
