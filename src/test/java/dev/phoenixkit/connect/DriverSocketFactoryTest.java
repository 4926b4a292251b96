package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.postgresql.PGProperty;

class DriverSocketFactoryTest {
    @Test
    void hostThatIsGoneIsNoticedWithinAMinute() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = factory(listener).createSocket()) {
            assumeThat(socket.supportedOptions()).contains(ExtendedSocketOptions.TCP_KEEPIDLE);

            int idle = socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
            int interval = socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
            int count = socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);

            assertThat(Duration.ofSeconds(idle + (long) interval * count)).isEqualTo(Duration.ofSeconds(60));
        }
    }

    @Test
    void socketsAreBoundToTheLocalAddressThatIsAskedFor() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Properties properties = properties(listener);
            PGProperty.LOCAL_SOCKET_ADDRESS.set(properties, "127.0.0.1");
            try (Socket socket = new DriverSocketFactory(properties).createSocket()) {
                assertThat(socket.getLocalAddress().getHostAddress()).isEqualTo("127.0.0.1");
                // As the driver does afterwards.
                assertThatCode(() -> socket.bind(new InetSocketAddress("127.0.0.1", 0)))
                        .doesNotThrowAnyException();
            }
            PGProperty.LOCAL_SOCKET_ADDRESS.set(properties, "192.0.2.1");
            assertThatThrownBy(() -> new DriverSocketFactory(properties).createSocket())
                    .isInstanceOf(DriverSocketFactory.Unreachable.class);
        }
    }

    @Test
    void noOtherSocketsAreMade() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DriverSocketFactory factory = factory(listener);
            InetAddress here = InetAddress.getLoopbackAddress();

            assertThatThrownBy(() -> factory.createSocket("localhost", 1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("the driver asks for sockets without naming a host");
            assertThatThrownBy(() -> factory.createSocket("localhost", 1, here, 0))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> factory.createSocket(here, 1)).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> factory.createSocket(here, 1, here, 0))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    private static DriverSocketFactory factory(ServerSocket listener) {
        return new DriverSocketFactory(properties(listener));
    }

    private static Properties properties(ServerSocket listener) {
        Properties properties = new Properties();
        PGProperty.PG_HOST.set(properties, "127.0.0.1");
        PGProperty.PG_PORT.set(properties, listener.getLocalPort());
        PGProperty.LOGIN_TIMEOUT.set(properties, "10");
        return properties;
    }
}
