package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KeepAliveSocketFactoryTest {

    @Test
    @Tag("slow")
    void hostThatIsGoneIsNoticedWithinAMinute() throws IOException {
        try (Socket socket = new KeepAliveSocketFactory().createSocket()) {
            assumeThat(socket.supportedOptions()).contains(ExtendedSocketOptions.TCP_KEEPIDLE);

            int idle = socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE);
            int interval = socket.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
            int count = socket.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT);

            assertThat(Duration.ofSeconds(idle + (long) interval * count)).isEqualTo(Duration.ofSeconds(60));
        }
    }

    @Test
    void onlyUnconnectedSocketsAreMade() {
        KeepAliveSocketFactory factory = new KeepAliveSocketFactory();
        InetAddress here = InetAddress.getLoopbackAddress();

        assertThatThrownBy(() -> factory.createSocket("localhost", 1))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the driver connects its sockets itself");
        assertThatThrownBy(() -> factory.createSocket("localhost", 1, here, 0))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> factory.createSocket(here, 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> factory.createSocket(here, 1, here, 0))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
