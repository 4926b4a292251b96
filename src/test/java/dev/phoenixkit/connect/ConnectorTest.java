package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.Leaks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an open connection is like, and which server it leads to. */
@Tag("database")
class ConnectorTest {
    @RegisterExtension
    static final ConnectingServer server = new ConnectingServer();

    @Test
    void anOpenConnectionIsAsTheRunNeedsIt() throws SQLException {
        Connection connection = server.open(server.settings(
                "deploy",
                ConnectingServer.PASSWORD,
                "?readOnly=false&prepareThreshold=1&autosave=always&defaultRowFetchSize=7&socketTimeout=1"
                        + "&ApplicationName=shop&logServerErrorDetail=true"));

        assertThat(connection.getAutoCommit()).isFalse();
        assertThat(connection.isReadOnly()).isFalse();
        assertThat(connection.getNetworkTimeout()).isZero();
        org.postgresql.PGConnection driver = connection.unwrap(org.postgresql.PGConnection.class);
        assertThat(driver.getPrepareThreshold()).isZero();
        assertThat(driver.getDefaultFetchSize()).isZero();
        assertThat(driver.getAutosave()).isEqualTo(org.postgresql.jdbc.AutoSave.NEVER);
        assertThat(ConnectingServer.query(
                        connection, "SELECT current_user || ' ' || current_setting('application_name')"))
                .isEqualTo("deploy phoenixkit-maven-plugin");
        assertThat(ConnectingServer.query(connection, "SHOW transaction_isolation"))
                .isEqualTo("read committed");
    }

    @Test
    void connectingSetsNothingThatAPoolerWouldPassToTheNextClient() {
        server.open(server.settings("deploy", ConnectingServer.PASSWORD, ""));
        assertThat(server.log())
                .contains("CREATE ROLE deploy")
                .doesNotContain("SET application_name = 'phoenixkit-maven");
    }

    @Test
    void theDriverReadsNoPasswordFileOfItsOwn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("pgpass"), "*:*:*:*:" + ConnectingServer.PASSWORD.replace(":", "\\:") + "\n");
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try {
            ConnectionSettings none = DatabaseUrl.parse(server.url("postgres"))
                    .settings("deploy", Optional.empty(), "none", ConnectingServer.LONG);
            assertThat(server.fails(none, ConnectingServer.NOT_ASKED))
                    .hasMessageContaining("the server asks for a password");
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }

    @Test
    void aRowInAnErrorsDetailIsNotShown() throws SQLException {
        Connection connection = server.open(server.settings("deploy", ConnectingServer.PASSWORD, ""));
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE t (body text CHECK (body = 'x'))");
            SQLException e = catchThrowableOfType(
                    SQLException.class, () -> statement.execute("INSERT INTO t VALUES ('sentinel')"));
            assertThat(e.getMessage()).contains("violates check constraint");
            Leaks.assertNone(e, "sentinel");
        }
    }

    @Test
    void ofSeveralServersTheOneThatAnswersIsTaken() throws SQLException, IOException {
        ConnectionSettings settings = ConnectingServer.several("", server.closedPort(), server.port());
        assertThat(ConnectingServer.query(
                        server.open(settings, ConnectingServer.NOT_ASKED), "SELECT inet_server_port()"))
                .isEqualTo(Integer.toString(server.port()));
    }

    @Test
    void ofSeveralServersTheOneWhoseFailureIsFinalIsReported() throws IOException {
        ConnectionSettings settings = DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + server.port() + ",127.0.0.1:"
                        + server.closedPort() + "/postgres")
                .settings("deploy", Optional.of(new Secret("hush wrong")), "the test", ConnectingServer.LONG);
        assertThat(server.fails(settings, ConnectingServer.NOT_ASKED))
                .hasMessageStartingWith("Cannot connect to " + server.at("postgres")
                        + " as deploy: the server did not accept the password.");
    }

    @Test
    void anInterruptionEndsTheWaiting() throws IOException {
        ConnectionSettings settings = DatabaseUrl.parse("jdbc:postgresql://127.0.0.1:" + server.closedPort() + "/shop")
                .settings("deploy", Optional.empty(), "none", ConnectingServer.LONG);
        CannotRunException e = server.fails(settings, () -> {
            throw new InterruptedException();
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e).hasMessage("Interrupted while waiting for " + settings.describe() + ".");
    }

    @Test
    void anInterruptionEndsATry() {
        Thread.currentThread().interrupt();
        CannotRunException e =
                server.fails(server.settings("deploy", ConnectingServer.PASSWORD, ""), ConnectingServer.NOT_ASKED);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(e)
                .hasMessageStartingWith("Cannot connect to " + server.at("postgres")
                        + " as deploy: the build was interrupted. Expected: time to connect. Found: ")
                .hasMessageEndingWith("Next: run it again.");
    }
}
