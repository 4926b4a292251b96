package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

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
        try (Connection connection = db.through(proxy.recording()).connect();
                Statement statement = connection.createStatement()) {
            proxy.reset();
            statement.execute("SELECT 'asked' || '-answered'");
        }
        assertThat(TcpProxy.bytes(proxy.fromClient())).contains("'asked'").doesNotContain("asked-answered");
        assertThat(TcpProxy.bytes(proxy.fromServer())).contains("asked-answered");
        assertThat(proxy.clientBytes()).isEqualTo(proxy.fromClient().length);
        assertThat(proxy.serverBytes()).isEqualTo(proxy.fromServer().length);
        assertThat(proxy.roundTrips()).isEqualTo(1);
    }

    @Test
    void delaysEitherDirection() throws SQLException {
        try (Connection connection = db.through(proxy).connect();
                Statement statement = connection.createStatement()) {
            proxy.delay(Duration.ofMillis(40));
            long start = System.nanoTime();
            statement.execute("SELECT 1");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    @Test
    void aPacketThatMayPassGoesOn() {
        ProxyGate gate = proxy.holdAt("through the proxy");
        CompletableFuture<Void> client =
                CompletableFuture.runAsync(() -> db.through(proxy).setVersion("through the proxy"));
        gate.awaitReached();
        assertThat(db.version()).isEqualTo("113");
        gate.letPass();
        client.join();
        assertThat(db.version()).isEqualTo("through the proxy");
    }

    @Test
    void aTextIsFoundThoughItComesInPieces() {
        ProxyGate pieces = new ProxyGate("COMMIT");
        assertThat(pieces.stops("COM".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(pieces.stops("MIT".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(pieces.stops("COMMIT".getBytes(StandardCharsets.UTF_8))).isFalse();
    }
}
