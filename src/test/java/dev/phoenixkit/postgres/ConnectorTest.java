package dev.phoenixkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Eventually;
import dev.phoenixkit.testing.OwnServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server says while we connect, each said by a real one. */
@Tag("database")
class ConnectorTest {
    private static final String PASSWORD = "hush: p@ss%word";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Patience NOT_ASKED = () -> {
        throw new AssertionError("another try was made where none could help");
    };
    private static OwnServer server;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
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

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void anOpenConnectionIsAsTheRunNeedsIt() throws SQLException {
        Connection connection = open(settings(
                "deploy",
                PASSWORD,
                "?readOnly=false&prepareThreshold=1&autosave=always&defaultRowFetchSize=7&socketTimeout=1"
                        + "&ApplicationName=shop&logServerErrorDetail=true"));

        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.getNetworkTimeout()).isZero();
        org.postgresql.PGConnection driver = connection.unwrap(org.postgresql.PGConnection.class);
        assertThat(driver.getPrepareThreshold()).isZero();
        assertThat(driver.getDefaultFetchSize()).isZero();
        assertThat(driver.getAutosave()).isEqualTo(org.postgresql.jdbc.AutoSave.NEVER);
        assertThat(query(connection, "SELECT current_user || ' ' || current_setting('application_name')"))
                .isEqualTo("deploy phoenixkit-maven-plugin");
        assertThat(query(connection, "SHOW transaction_isolation")).isEqualTo("read committed");
    }

    @Test
    void connectingSetsNothingThatAPoolerWouldPassToTheNextClient() {
        open(settings("deploy", PASSWORD, ""));
        assertThat(server.log())
                .contains("CREATE ROLE deploy")
                .doesNotContain("SET application_name = 'phoenixkit-maven");
    }

    @Test
    void theDriverReadsNoPasswordFileOfItsOwn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("pgpass"), "*:*:*:*:" + PASSWORD.replace(":", "\\:") + "\n");
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try {
            ConnectionSettings none =
                    DatabaseUrl.parse(server.url("postgres")).settings("deploy", Optional.empty(), "none", LONG);
            assertThat(fails(none, NOT_ASKED)).hasMessageContaining("the server asks for a password");
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }

    @Test
    void aRowInAnErrorsDetailIsNotShown() throws SQLException {
        Connection connection = open(settings("deploy", PASSWORD, ""));
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE t (body text CHECK (body = 'x'))");
            SQLException e = catchThrowableOfType(
                    SQLException.class, () -> statement.execute("INSERT INTO t VALUES ('sentinel')"));
            assertThat(e.getMessage()).contains("violates check constraint");
            Leaks.assertNone(e, "sentinel");
        }
    }

    @Test
    void aWrongPasswordFailsAtOnceAndSaysWhereItCameFrom() {
        CannotRunException e = fails(settings("deploy", "hush wrong", ""), NOT_ASKED);
        assertThat(e)
                .hasMessage(
                        "Cannot connect to " + at("postgres") + " as deploy: the server did not accept the password."
                                + " Expected: the password of role deploy. Found: FATAL: password authentication failed for user"
                                + " \"deploy\" (SQLSTATE 28P01). Next: check the user and the password (source of the password:"
                                + " the test).");
        assertThat(e.getCause()).isInstanceOf(SQLException.class);
        Leaks.assertNone(e, "hush wrong");
    }

    @Test
    void noPasswordForAServerThatAsksForOneFailsAtOnce() {
        ConnectionSettings none = DatabaseUrl.parse(server.url("postgres"))
                .settings("deploy", Optional.empty(), "none; the password file x does not exist", LONG);
        assertThat(fails(none, NOT_ASKED))
                .hasMessage("Cannot connect to " + at("postgres") + " as deploy: the server asks for a password, or for"
                        + " more. Expected: a password for role deploy. Found: The server requested SCRAM-based"
                        + " authentication, but the password is an empty string (SQLSTATE 08004). Next: give a password"
                        + " (source so far: none; the password file x does not exist); if the server has no TLS, check"
                        + " sslmode; otherwise check channelBinding, requireAuth and the server's pg_hba.conf.");
    }

    @Test
    void aServerWithoutTlsFailsAtOnceWhereTlsIsRequired() {
        CannotRunException e = fails(settings("deploy", PASSWORD, "?sslmode=require"), NOT_ASKED);
        assertThat(e)
                .hasMessage("Cannot connect to " + at("postgres") + " as deploy: server and client did not agree on how"
                        + " to log in. Expected: TLS and a way to log in that both sides have. Found: The server does"
                        + " not support SSL (SQLSTATE 08004). Next: if the server has no TLS, check sslmode; otherwise"
                        + " check channelBinding, requireAuth and the server's pg_hba.conf.");
        Leaks.assertNone(e, PASSWORD);
    }

    @Test
    void anUnknownDatabaseFailsAtOnce() {
        ConnectionSettings nowhere = DatabaseUrl.parse(server.url("sh/op"))
                .settings("deploy", Optional.of(new Secret(PASSWORD)), "the test", LONG);
        CannotRunException e = fails(nowhere, NOT_ASKED);
        assertThat(e)
                .hasMessage("Cannot connect to " + at("sh/op") + " as deploy: there is no such database. Expected: a"
                        + " database named sh/op on this server. Found: FATAL: database \"sh/op\" does not exist"
                        + " (SQLSTATE 3D000). Next: check the database's name at the end of the url.");
        Leaks.assertNone(e, PASSWORD);
    }

    @Test
    void aUserWhomPgHbaKeepsOutFailsAtOnce() {
        CannotRunException e = fails(settings("kept_out", PASSWORD, ""), NOT_ASKED);
        assertThat(e)
                .hasMessageStartingWith(
                        "Cannot connect to " + at("postgres") + " as kept_out: the server does not let"
                                + " this user in from here. Expected: a line of the server's pg_hba.conf that admits this host,"
                                + " user and database, and a role that may log in. Found: FATAL: pg_hba.conf rejects connection")
                .hasMessageEndingWith(" (SQLSTATE 28000). Next: check the user's name, whether the server demands TLS"
                        + " (sslmode=require) or a client certificate (sslcert, sslkey), and pg_hba.conf.");
        Leaks.assertNone(e, PASSWORD);
    }

    @Test
    void aRoleThatMayNotLogInFailsAtOnce() {
        assertThat(fails(settings("no_login", PASSWORD, ""), NOT_ASKED))
                .hasMessageContaining("Found: FATAL: role \"no_login\" is not permitted to log in (SQLSTATE 28000).");
    }

    @Test
    void aRoleThatMayNotConnectToTheDatabaseFailsAtOnce() {
        ConnectionSettings closed = DatabaseUrl.parse(server.url("closed"))
                .settings("deploy", Optional.of(new Secret(PASSWORD)), "the test", LONG);
        assertThat(fails(closed, NOT_ASKED))
                .hasMessage(
                        "Cannot connect to " + at("closed") + " as deploy: the user may not connect to this database."
                                + " Expected: the right CONNECT on database closed for role deploy. Found: FATAL: permission"
                                + " denied for database \"closed\" (SQLSTATE 42501). Next: grant it, or connect as another"
                                + " user.");
    }

    @Test
    void anOptionThatTheDriverRefusesFailsAtOnce() {
        assertThat(fails(settings("deploy", PASSWORD, "?scramMaxIterations=many"), NOT_ASKED))
                .hasMessageStartingWith("Cannot connect to " + at("postgres")
                        + " as deploy: the server or the driver reports an error. Expected: a connection. Found: ")
                .hasMessageContaining("scramMaxIterations")
                .hasMessageEndingWith("(SQLSTATE 22023). Next: see what was found, and the server's log.");
    }

    @Test
    void anUnknownHostFailsAtOnce() {
        // A label may have 63 characters, so no name service is asked for this one.
        String host = "x".repeat(64) + ".invalid";
        ConnectionSettings nowhere = DatabaseUrl.parse("ecto://deploy:hush@" + host + "/shop")
                .settings("deploy", Optional.of(new Secret("hush")), "the test", LONG);
        CannotRunException e = fails(nowhere, NOT_ASKED);
        assertThat(e)
                .hasMessageStartingWith(
                        "Cannot connect to " + host + ":5432/shop as deploy: the host's name is unknown."
                                + " Expected: a name that this machine can look up. Found: UnknownHostException: ")
                .hasMessageEndingWith(
                        " (SQLSTATE 08001). Next: check the host in the url and this machine's name service.");
        Leaks.assertNone(e, "hush");
    }

    @Test
    void aRefusedConnectionIsTriedAgainUntilTimeIsOver() throws IOException {
        int port = closedPort();
        CannotRunException e = fails(
                DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + "/shop")
                        .settings("deploy", Optional.of(new Secret(PASSWORD)), "the test", LONG),
                times(3));
        assertThat(e)
                .hasMessage(
                        "Cannot connect to 127.0.0.1:" + port + "/shop as deploy: nothing accepts connections there."
                                + " Expected: a PostgreSQL server at this host and port. Found: ConnectException: Connection"
                                + " refused (SQLSTATE 08001), after 3 tries in 60 s. Next: check host and port and that the"
                                + " server runs and listens on that address; if it is still on its way up, raise"
                                + " connectTimeout.");
        Leaks.assertNone(e, PASSWORD);
    }

    @Test
    void aServerThatComesUpLaterIsReached() throws SQLException {
        try (OwnServer late = OwnServer.builder().start()) {
            late.stop();
            ConnectionSettings settings = as(late);
            Connection connection = open(settings, () -> {
                late.start();
                return LONG;
            });
            assertThat(query(connection, "SELECT 1")).isEqualTo("1");
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
            ConnectionSettings settings = as(starting);

            CannotRunException e = fails(settings, times(2));
            assertThat(e)
                    .hasMessageStartingWith("Cannot connect to " + settings.describe()
                            + ": the server is starting up or shutting down. Expected: a server that is ready. Found:"
                            + " FATAL: ")
                    .hasMessageEndingWith(" (SQLSTATE 57P03), after 2 tries in 60 s. Next: look at the server's log; if"
                            + " it only needs longer, raise connectTimeout.");
            Leaks.assertNone(e, starting.password());

            Connection connection = open(settings, () -> {
                starting.stop();
                assertThat(signal.toFile().delete()).isTrue();
                starting.start();
                return LONG;
            });
            assertThat(query(connection, "SELECT pg_is_in_recovery()")).isEqualTo("f");
        }
    }

    @Test
    void aFreeConnectionIsWaitedFor() throws SQLException {
        Connection only = Connector.open(settings("narrow", PASSWORD, ""));
        assertThat(fails(settings("narrow", PASSWORD, ""), times(2)))
                .hasMessage("Cannot connect to " + at("postgres") + " as narrow: the server has no free connection."
                        + " Expected: one free connection. Found: FATAL: too many connections for role \"narrow\""
                        + " (SQLSTATE 53300), after 2 tries in 60 s. Next: try again later, raise connectTimeout, or"
                        + " give the server or the role more connections.");

        Connection next = open(settings("narrow", PASSWORD, ""), () -> {
            try {
                only.close();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
            Eventually.check(() -> server.maintenance()
                    .query("SELECT 1 FROM pg_stat_activity WHERE usename = 'narrow'")
                    .isEmpty());
            return LONG;
        });
        assertThat(query(next, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            ConnectionSettings settings = DatabaseUrl.parse(
                            "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/shop")
                    .settings("deploy", Optional.of(new Secret(PASSWORD)), "the test", Duration.ofSeconds(1));
            CannotRunException e = fails(settings, Patience.of(settings.connectTimeout()));
            assertThat(e)
                    .hasMessageStartingWith("Cannot connect to " + settings.describe()
                            + ": there is no answer. Expected:" + " an answer of a PostgreSQL server in time. Found: ")
                    .hasMessageEndingWith(" (SQLSTATE 08001), after 1 try in 1 s. Next: check host, port and firewalls;"
                            + " if the server is only slow, raise connectTimeout.");
            Leaks.assertNone(e, PASSWORD);
        }
    }

    @Test
    void aProxyWhoseServerIsNotUpYetIsTriedAgain() throws Exception {
        Thread hangUp;
        try (ServerSocket proxy = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            hangUp = new Thread(() -> hangUpOnEveryone(proxy));
            hangUp.start();
            ConnectionSettings settings = DatabaseUrl.parse(
                            "jdbc:postgresql://127.0.0.1:" + proxy.getLocalPort() + "/shop")
                    .settings("deploy", Optional.of(new Secret(PASSWORD)), "the test", LONG);
            CannotRunException e = fails(settings, times(2));
            assertThat(e)
                    .hasMessageStartingWith(
                            "Cannot connect to " + settings.describe() + ": the connection was cut before"
                                    + " the server had let us in. Expected: a PostgreSQL server that answers. Found: ")
                    .hasMessageEndingWith(" (SQLSTATE 08001), after 2 tries in 60 s. Next: check that it is PostgreSQL"
                            + " that listens there, and its log; a proxy whose server is not up yet does this too, and"
                            + " so does a server that does not accept the client certificate (sslcert, sslkey).");
            Leaks.assertNone(e, PASSWORD);
        }
        hangUp.join();
    }

    @Test
    void ofSeveralServersTheOneThatAnswersIsTaken() throws SQLException, IOException {
        ConnectionSettings settings = several(closedPort(), server.port());
        assertThat(query(open(settings, NOT_ASKED), "SELECT inet_server_port()"))
                .isEqualTo(Integer.toString(server.port()));
    }

    @Test
    void ofSeveralServersAPrimaryIsTakenBeforeAStandby() throws SQLException, IOException {
        try (OwnServer standby = OwnServer.builder().start()) {
            standby.maintenance().execute("CREATE ROLE deploy LOGIN PASSWORD '" + PASSWORD + "'");
            standby.stop();
            Files.createFile(standby.dataDirectory().resolve("standby.signal"));
            standby.adopt();
            standby.start();

            ConnectionSettings both = several(standby.port(), server.port());
            assertThat(query(open(both, NOT_ASKED), "SELECT pg_is_in_recovery()"))
                    .isEqualTo("f");
            ConnectionSettings onlyStandby = several(standby.port(), closedPort());
            assertThat(query(open(onlyStandby, NOT_ASKED), "SELECT pg_is_in_recovery()"))
                    .isEqualTo("t");
        }
    }

    @Test
    void ofSeveralServersTheOneWhoseFailureIsFinalIsReported() throws IOException {
        ConnectionSettings settings = DatabaseUrl.parse(
                        "jdbc:postgresql://127.0.0.1:" + server.port() + ",127.0.0.1:" + closedPort() + "/postgres")
                .settings("deploy", Optional.of(new Secret("hush wrong")), "the test", LONG);
        assertThat(fails(settings, NOT_ASKED))
                .hasMessageStartingWith(
                        "Cannot connect to " + at("postgres") + " as deploy: the server did not accept the password.");
    }

    @Test
    void anInterruptionEndsTheWaiting() throws IOException {
        ConnectionSettings settings = DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + closedPort() + "/shop")
                .settings("deploy", Optional.empty(), "none", LONG);
        CannotRunException e = fails(settings, () -> {
            throw new InterruptedException();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e).hasMessage("Interrupted while waiting for " + settings.describe() + ".");
    }

    @Test
    void anInterruptionEndsATry() {
        Thread.currentThread().interrupt();
        CannotRunException e = fails(settings("deploy", PASSWORD, ""), NOT_ASKED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e)
                .hasMessageStartingWith("Cannot connect to " + at("postgres")
                        + " as deploy: the build was interrupted. Expected: time to connect. Found: ")
                .hasMessageEndingWith("Next: run it again.");
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

    /** Patience for so many tries in all. */
    private static Patience times(int tries) {
        int[] left = {tries};
        return () -> --left[0] > 0 ? LONG : Duration.ZERO;
    }

    /** A port that is taken, so that nobody else takes it, and does not listen. */
    private int closedPort() throws IOException {
        Socket bound = new Socket();
        opened.add(bound);
        bound.bind(new InetSocketAddress("127.0.0.1", 0));
        return bound.getLocalPort();
    }

    private static ConnectionSettings settings(String user, String password, String query) {
        return DatabaseUrl.parse(server.url("postgres") + query)
                .settings(user, Optional.of(new Secret(password)), "the test", LONG);
    }

    private static ConnectionSettings several(int port, int otherPort) {
        return DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + port + ",127.0.0.1:" + otherPort + "/postgres")
                .settings("deploy", Optional.of(new Secret(PASSWORD)), "the test", LONG);
    }

    private static ConnectionSettings as(OwnServer other) {
        return DatabaseUrl.parse(other.url("postgres"))
                .settings(other.user(), Optional.of(new Secret(other.password())), "the test", LONG);
    }

    private static String at(String database) {
        return server.host() + ":" + server.port() + "/" + database;
    }

    private static CannotRunException fails(ConnectionSettings settings, Patience patience) {
        return catchThrowableOfType(CannotRunException.class, () -> Connector.open(settings, patience));
    }

    private Connection open(ConnectionSettings settings) {
        return open(settings, NOT_ASKED);
    }

    private Connection open(ConnectionSettings settings, Patience patience) {
        Connection connection = Connector.open(settings, patience);
        opened.add(connection);
        return connection;
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            assertThat(result.next()).isTrue();
            return result.getString(1);
        }
    }
}
