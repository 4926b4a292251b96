package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.jdbc.Backoff;
import dev.phoenixkit.testing.Leaks;
import dev.phoenixkit.testing.OwnServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may pass is tried again until it has passed or time is over. */
@Tag("database")
class ConnectorWaitingTest {
    @RegisterExtension
    static final ConnectingServer server = new ConnectingServer();

    @Test
    void aRefusedConnectionIsTriedAgainUntilTimeIsOver() throws IOException {
        int port = server.closedPort();
        CannotRunException e = server.fails(
                ConnectingServer.deployAt("jdbc:postgresql://127.0.0.1:" + port + "/shop"), ConnectingServer.times(3));
        assertThat(e)
                .hasMessage(
                        "Cannot connect to 127.0.0.1:" + port + "/shop as deploy: nothing accepts connections there."
                                + " Expected: a PostgreSQL server at this host and port. Found: 127.0.0.1: Connection"
                                + " refused (SQLSTATE 08001), after 3 tries in 60 s. Next: check host and port and that the"
                                + " server runs and listens on that address; if it is still on its way up, raise"
                                + " connectTimeout.");
        Leaks.assertNone(e, ConnectingServer.PASSWORD);
    }

    @Test
    void whenTimeIsOverWhatEachServerSaidIsQuoted() throws IOException {
        int one = server.closedPort();
        int other = server.closedPort();
        assertThat(server.fails(ConnectingServer.several("", one, other), ConnectingServer.times(2)))
                .hasMessageContaining(": nothing accepts connections there. Expected: ")
                .hasMessageContaining(" Found: 127.0.0.1:" + one + ": 127.0.0.1: Connection refused (SQLSTATE 08001);"
                        + " 127.0.0.1:" + other + ": 127.0.0.1: Connection refused (SQLSTATE 08001), after 2 tries in"
                        + " 60 s. Next: ");
    }

    @Test
    void aServerThatComesUpLaterIsReached() throws SQLException {
        try (OwnServer late = OwnServer.builder().start()) {
            late.stop();
            ConnectionSettings settings = server.as(late);
            Connection connection = server.open(settings, () -> {
                late.start();
                return ConnectingServer.LONG;
            });
            assertThat(ConnectingServer.query(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aServerThatIsStartingUpIsReachedOnceItIsReady() throws SQLException, IOException {
        // A standby that is to serve no queries stays in recovery for as long as the test wants.
        try (OwnServer starting =
                OwnServer.builder().setting("hot_standby", "off").start()) {
            starting.stop();
            Path signal = Files.createFile(starting.dataDirectory().resolve("standby.signal"));
            starting.adopt();
            starting.start();
            ConnectionSettings settings = server.as(starting);

            CannotRunException e = server.fails(settings, ConnectingServer.times(2));
            assertThat(e)
                    .hasMessageStartingWith("Cannot connect to " + settings.describe()
                            + ": the server is starting up or shutting down. Expected: a server that is ready. Found:"
                            + " FATAL: ")
                    .hasMessageEndingWith(" (SQLSTATE 57P03), after 2 tries in 60 s. Next: look at the server's log; if"
                            + " it only needs longer, raise connectTimeout.");
            Leaks.assertNone(e, starting.password());

            Connection connection = server.open(settings, () -> {
                // Asked again as long as the recovery goes on.
                if (signal.toFile().delete()) {
                    starting.restart();
                }
                return ConnectingServer.LONG;
            });
            assertThat(ConnectingServer.query(connection, "SELECT pg_is_in_recovery()"))
                    .isEqualTo("f");
        }
    }

    @Test
    void aFreeConnectionIsWaitedFor() throws SQLException {
        Connection only = Connector.open(server.settings("narrow", ConnectingServer.PASSWORD, ""));
        assertThat(server.fails(server.settings("narrow", ConnectingServer.PASSWORD, ""), ConnectingServer.times(2)))
                .hasMessage(
                        "Cannot connect to " + server.at("postgres") + " as narrow: the server has no free connection."
                                + " Expected: one free connection. Found: FATAL: too many connections for role \"narrow\""
                                + " (SQLSTATE 53300), after 2 tries in 60 s. Next: try again later, raise connectTimeout, or"
                                + " give the server or the role more connections.");

        Connection next = server.open(server.settings("narrow", ConnectingServer.PASSWORD, ""), () -> {
            try {
                only.close();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            server.maintenance()
                    .awaitNoRow("the connection is closed", "SELECT 1 FROM pg_stat_activity WHERE usename = 'narrow'");
            return ConnectingServer.LONG;
        });
        assertThat(ConnectingServer.query(next, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            ConnectionSettings settings = DatabaseUrl.parse(
                            "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop")
                    .settings(
                            "deploy",
                            Optional.of(new Secret(ConnectingServer.PASSWORD)),
                            "the test",
                            Duration.ofSeconds(1));
            CannotRunException e = server.fails(
                    settings, Backoff.of(Duration.ofMillis(100), Duration.ofSeconds(1), settings.connectTimeout()));
            assertThat(e)
                    .hasMessageStartingWith("Cannot connect to " + settings.describe()
                            + ": there is no answer. Expected:" + " an answer of a PostgreSQL server in time. Found: ")
                    .hasMessageEndingWith(" (SQLSTATE 08001), after 1 try in 1 s. Next: check host, port and firewalls;"
                            + " if the server is only slow, raise connectTimeout.");
            Leaks.assertNone(e, ConnectingServer.PASSWORD);
        }
    }

    @Test
    void aProxyWhoseServerIsNotUpYetIsTriedAgain() throws Exception {
        Thread hangUp;
        try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            hangUp = new Thread(() -> hangUpOnEveryone(proxy));
            hangUp.start();
            ConnectionSettings settings =
                    ConnectingServer.deployAt("jdbc:postgresql://127.0.0.1:" + proxy.getLocalPort() + "/shop");
            CannotRunException e = server.fails(settings, ConnectingServer.times(2));
            assertThat(e)
                    .hasMessageStartingWith(
                            "Cannot connect to " + settings.describe() + ": the connection was cut before"
                                    + " the server had let us in. Expected: a PostgreSQL server that answers. Found: ")
                    .hasMessageEndingWith(" (SQLSTATE 08001), after 2 tries in 60 s. Next: check that it is PostgreSQL"
                            + " that listens there, and its log; a proxy whose server is not up yet does this too (a"
                            + " longer connectTimeout may help), and so does a server that does not accept the client"
                            + " certificate (sslcert, sslkey).");
            Leaks.assertNone(e, ConnectingServer.PASSWORD);
        }
        hangUp.join();
    }

    private static void hangUpOnEveryone(ServerSocket proxy) {
        while (!proxy.isClosed()) {
            try (Socket client = proxy.accept()) {
                // Not even a first byte is read: a proxy does not look at what it forwards.
                client.setSoLinger(false, 0);
            } catch (IOException e) {
                // The end of the test, or a client that was quicker.
            }
        }
    }
}
