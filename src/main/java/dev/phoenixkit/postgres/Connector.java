package dev.phoenixkit.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Opens connections, and goes on trying while the server refuses or is starting up. */
public final class Connector {
    private static final String APPLICATION = "phoenixkit-maven-plugin";

    private Connector() {}

    /**
     * Opens a connection, with autocommit off.
     *
     * @throws CannotRunException if there is none to be had in {@link ConnectionSettings#connectTimeout()}, or at once
     *     where another try could not help
     */
    public static Connection open(ConnectionSettings settings) {
        return open(settings, Patience.of(settings.connectTimeout()));
    }

    static Connection open(ConnectionSettings settings, Patience patience) {
        Duration left = settings.connectTimeout();
        ConnectFailure telling = null;
        for (int tries = 1; ; tries++) {
            try {
                return prepared(new Driver().connect(url(settings), properties(settings, left)));
            } catch (SQLException e) {
                ConnectFailure failure = ConnectFailure.of(e);
                if (!failure.mayPass()) {
                    throw failure.toException(settings, tries);
                }
                // The last try may have had no time for more than a timeout; what was said before tells more.
                telling = telling == null || !failure.isSilence() ? failure : telling;
                left = wait(patience, settings);
                if (left.isZero() || left.isNegative()) {
                    throw telling.toException(settings, tries);
                }
            }
        }
    }

    private static Duration wait(Patience patience, ConnectionSettings settings) {
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
    static String url(ConnectionSettings settings) {
        return DatabaseUrl.JDBC + "//" + settings.address() + "/" + UrlQuery.encodeForm(settings.database());
    }

    static Properties properties(ConnectionSettings settings, Duration left) {
        Properties properties = new Properties();
        // Without a password the driver would ask at the console, in the middle of a build.
        PGProperty.SSL_PASSWORD.set(properties, "");
        if (settings.servers().size() > 1) {
            // Only a primary can be migrated; but where there is none, a standby can still tell its status.
            PGProperty.TARGET_SERVER_TYPE.set(properties, "preferPrimary");
        }
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

        String seconds = Long.toString(left.plusMillis(999).toSeconds());
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
        // Bounds the whole try, name look-up included; the two above see to it that an abandoned one ends as well.
        PGProperty.LOGIN_TIMEOUT.set(properties, Double.toString(left.toMillis() / 1000.0));
        return properties;
    }
}
