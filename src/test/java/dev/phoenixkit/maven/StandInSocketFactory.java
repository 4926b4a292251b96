package dev.phoenixkit.maven;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * In place of a cloud's: which server a connection leads to is said by an option alone, {@code cloudSqlInstance}, here
 * {@code project:region:port}.
 */
public final class StandInSocketFactory extends SocketFactory {
    private final int port;

    /** As the driver calls it, with all options of the connection. */
    public StandInSocketFactory(Properties options) {
        String instance = options.getProperty("cloudSqlInstance");
        port = Integer.parseInt(instance.substring(instance.lastIndexOf(':') + 1));
    }

    @Override
    public Socket createSocket() {
        return new Socket() {
            @Override
            public void connect(SocketAddress address, int timeout) throws IOException {
                super.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeout);
            }
        };
    }

    @Override
    public Socket createSocket(String host, int unused) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int unused, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int unused) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int unused, InetAddress local, int localPort) {
        throw new UnsupportedOperationException();
    }
}
