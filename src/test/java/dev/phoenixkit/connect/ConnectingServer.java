package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.jdbc.Backoff;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server with roles that may connect and roles that may not; closes after each test what the test opened. */
final class ConnectingServer implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {
    static final String PASSWORD = "hush: p@ss%word";
    static final Duration LONG = Duration.ofSeconds(60);
    static final Backoff NOT_ASKED = () -> {
        throw new AssertionError("another try was made where none could help");
    };

    private final List<AutoCloseable> opened = new ArrayList<>();
    private OwnServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = OwnServer.builder()
                .hba("host all kept_out all reject")
                .setting("log_statement", "all")
                .start();
        server.maintenance()
                .execute(
                        "CREATE ROLE deploy LOGIN PASSWORD '" + PASSWORD + "'",
                        "CREATE ROLE kept_out LOGIN PASSWORD '" + PASSWORD + "'",
                        "CREATE ROLE no_login PASSWORD '" + PASSWORD + "'",
                        "CREATE ROLE narrow LOGIN CONNECTION LIMIT 1 PASSWORD '" + PASSWORD + "'");
        Database closed = server.createDatabase("closed");
        closed.execute("REVOKE CONNECT ON DATABASE closed FROM PUBLIC");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        opened.clear();
    }

    Database maintenance() {
        return server.maintenance();
    }

    String log() {
        return server.log();
    }

    int port() {
        return server.port();
    }

    String url(String database) {
        return server.url(database);
    }

    /** The address as messages show it. */
    String at(String database) {
        return server.host() + ":" + server.port() + "/" + database;
    }

    ConnectionSettings settings(String user, String password, String query) {
        return DatabaseUrl.parse(server.url("postgres") + query)
                .settings(user, Optional.of(new Secret(password)), "the test", LONG);
    }

    /** The role that may connect, at any URL. */
    static ConnectionSettings deployAt(String url) {
        return DatabaseUrl.parse(url).settings("deploy", Optional.of(new Secret(PASSWORD)), "the test", LONG);
    }

    /** Several servers of this machine in one URL. */
    static ConnectionSettings several(String query, int... ports) {
        String hosts =
                Arrays.stream(ports).mapToObj(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return deployAt("jdbc:postgresql://" + hosts + "/postgres" + query);
    }

    /** Another server, as its superuser. */
    ConnectionSettings as(OwnServer other) {
        return DatabaseUrl.parse(other.url("postgres"))
                .settings(other.user(), Optional.of(new Secret(other.password())), "the test", LONG);
    }

    Connection open(ConnectionSettings settings) {
        return open(settings, NOT_ASKED);
    }

    Connection open(ConnectionSettings settings, Backoff backoff) {
        Connection connection = Connector.open(settings, backoff);
        opened.add(connection);
        return connection;
    }

    CannotRunException fails(ConnectionSettings settings, Backoff backoff) {
        return catchThrowableOfType(CannotRunException.class, () -> Connector.open(settings, backoff));
    }

    /** A port that is taken, so that nobody else takes it, and does not listen. */
    int closedPort() throws IOException {
        Socket bound = new Socket();
        opened.add(bound);
        bound.bind(new InetSocketAddress("127.0.0.1", 0));
        return bound.getLocalPort();
    }

    /** Time for so many tries in all. */
    static Backoff times(int tries) {
        int[] left = {tries};
        return () -> --left[0] > 0 ? LONG : Duration.ZERO;
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
