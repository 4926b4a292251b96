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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("database")
class RenewableConnectionTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"disable", "require"})
    void aSessionThatTheServerHasEndedForBeingIdleIsBegunAgain(String sslmode)
            throws IOException, GeneralSecurityException, SQLException {
        TestCertificates certificates = TestCertificates.create(folder);
        try (OwnServer server = OwnServer.builder()
                .ssl(certificates.serverCertificate(), certificates.serverKey())
                .setting("idle_session_timeout", "100ms")
                .start()) {
            ConnectionSettings settings = DatabaseUrl.parse(server.url("postgres") + "?sslmode=" + sslmode)
                    .settings(
                            server.user(),
                            Optional.of(new Secret(server.password())),
                            "the test",
                            ConnectingServer.LONG);
            try (Connection connection = Connector.open(settings)) {
                for (int length : new int[] {1, 20_000, 200_000}) {
                    server.maintenance()
                            .awaitNoRow(
                                    "the server has ended the session",
                                    "SELECT pid FROM pg_stat_activity WHERE application_name = 'phoenixkit-maven-plugin'");
                    StatementPipeline pipeline = new StatementPipeline();
                    Supplier<Integer> found = pipeline.query(
                            "SELECT length('" + "x".repeat(length) + "')", row -> row.next() ? row.getInt(1) : 0);
                    Transaction.read(connection, pipeline);
                    assertThat(found.get()).isEqualTo(length);
                }
            }
        }
    }
}
