package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class TcpProxyTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private TcpProxy proxy;
    private ProxyGate gate;

    @BeforeEach
    void open() {
        proxy = TcpProxy.to(db);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void recordsBothDirectionsAndCountsRoundTrips() throws SQLException {
        proxy.recording();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            proxy.reset();
            statement.execute("SELECT 'asked' || '-answered'");
        }
        assertThat(TcpProxy.contains(proxy.fromClient(), "'asked'")).isTrue();
        assertThat(TcpProxy.contains(proxy.fromServer(), "asked-answered")).isTrue();
        assertThat(TcpProxy.contains(proxy.fromClient(), "asked-answered")).isFalse();
        assertThat(proxy.clientBytes()).isEqualTo(proxy.fromClient().length);
        assertThat(proxy.serverBytes()).isEqualTo(proxy.fromServer().length);
        assertThat(proxy.roundTrips()).isEqualTo(1);
    }

    @Test
    void delaysEitherDirection() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            proxy.delay(Duration.ofMillis(40));
            long start = System.nanoTime();
            statement.execute("SELECT 1");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    @Test
    void aCutPacketNeverArrives() {
        CompletableFuture<Void> client = comment();
        gate.awaitReached();
        assertThat(db.version("public")).isEqualTo("113");
        gate.cut();
        assertThatThrownBy(client::join).hasRootCauseInstanceOf(EOFException.class);
        assertThat(db.version("public")).isEqualTo("113");
    }

    @Test
    void aCutAnswerLeavesTheClientInTheDark() {
        CompletableFuture<Void> client = comment();
        gate.awaitReached();
        gate.letPassAndCutAnswer();
        assertThatThrownBy(client::join).hasRootCauseInstanceOf(EOFException.class);
        assertThat(db.version("public")).isEqualTo("through the proxy");
    }

    @Test
    void aPacketThatMayPassGoesOn() {
        CompletableFuture<Void> client = comment();
        gate.awaitReached();
        gate.letPass();
        client.join();
        assertThat(db.version("public")).isEqualTo("through the proxy");
    }

    @Test
    void aTextIsFoundThoughItComesInPieces() {
        ProxyGate gate = new ProxyGate("COMMIT");
        assertThat(gate.stops("COM".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(gate.stops("MIT".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(gate.stops("COMMIT".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    private CompletableFuture<Void> comment() {
        gate = proxy.holdAt("through the proxy");
        return CompletableFuture.runAsync(() -> {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("COMMENT ON TABLE phoenix_kit IS 'through the proxy'");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Connection connect() throws SQLException {
        return Server.connect(
                "jdbc:postgresql://" + proxy.host() + ":" + proxy.port() + "/" + db.name(), db.user(), db.password());
    }
}
