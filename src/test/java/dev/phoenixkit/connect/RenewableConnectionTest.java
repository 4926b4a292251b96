package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("database")
class RenewableConnectionTest {
    @TempDir
    static Path folder;

    private static TestCertificates certificates;

    @BeforeAll
    static void create() throws IOException, GeneralSecurityException {
        certificates = TestCertificates.create(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "require"})
    void aSessionThatTheServerHasEndedForBeingIdleIsBegunAgain(String sslmode) throws SQLException {
        try (OwnServer server = start();
                Connection connection = open(server, sslmode)) {
            for (int length : new int[] {1, 20_000, 200_000}) {
                awaitEnd(server);
                assertThat(first(connection, "SELECT length('" + "x".repeat(length) + "')"))
                        .isEqualTo(length);
            }
        }
    }

    @Test
    void aQueryThatIsMadeAgainAndAgainIsPreparedAndStaysSoWhereTheSessionIsBegunAgain() throws SQLException {
        try (OwnServer server = start();
                Connection connection = open(server, "disable")) {
            Transaction.Session session = (Transaction.Session) connection;
            String query = "SELECT length($1::text) + 0";
            assertThat(session.execute("phoenixkit_length", query, "it's")).isEmpty();
            assertThat(session.execute("phoenixkit_length", query, "it's")).isEmpty();
            String execute = session.execute("phoenixkit_length", query, "it's").orElseThrow();
            assertThat(first(connection, execute)).isEqualTo(4);
            awaitEnd(server);
            assertThat(first(connection, execute)).isEqualTo(4);
            assertThat(session.execute("phoenixkit_other", query, "")).isEmpty();
        }
    }

    private static OwnServer start() {
        return OwnServer.builder()
                .ssl(certificates.serverCertificate(), certificates.serverKey())
                .setting("idle_session_timeout", "100ms")
                .start();
    }

    private static Connection open(OwnServer server, String sslmode) {
        return Connector.open(DatabaseUrl.parse(server.url("postgres") + "?sslmode=" + sslmode)
                .settings(
                        server.user(), Optional.of(new Secret(server.password())), "the test", ConnectingServer.LONG));
    }

    private static void awaitEnd(OwnServer server) throws SQLException {
        server.maintenance()
                .awaitNoRow(
                        "the server has ended the session",
                        "SELECT pid FROM pg_stat_activity WHERE application_name = 'phoenixkit-maven-plugin'");
    }

    private static int first(Connection connection, String query) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline();
        Supplier<Integer> found = pipeline.query(query, row -> row.next() ? row.getInt(1) : 0);
        Transaction.read(connection, pipeline);
        return found.get();
    }
}
