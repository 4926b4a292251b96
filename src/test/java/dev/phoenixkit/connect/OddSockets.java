package dev.phoenixkit.connect;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.SocketFactory;

/** Sockets that a URL asks for by {@code socketFactory} and {@code socketFactoryArg}; public as the driver makes it. */
public final class OddSockets extends SocketFactory {
    /** The server's word for being a standby does not come through, as with a pooler. */
    static final String LIKE_A_POOLER = "likeAPooler";

    /** The limit on each answer cannot be lifted, and the driver says so. */
    static final String BROKEN_WHEN_READY = "brokenWhenReady";

    /** The same with a failure that the driver does not expect. */
    static final String FAULTY_WHEN_READY = "faultyWhenReady";

    private final String behaviour;

    /** Sockets of one of these behaviours. */
    public OddSockets(String behaviour) {
        this.behaviour = behaviour;
    }

    /** The options of a URL that bring these sockets. */
    static String options(String behaviour) {
        return "&sslmode=disable&socketFactory=" + OddSockets.class.getName() + "&socketFactoryArg=" + behaviour;
    }

    @Override
    public Socket createSocket() {
        return switch (behaviour) {
            case LIKE_A_POOLER ->
                new Socket() {
                    @Override
                    public InputStream getInputStream() throws IOException {
                        return withoutStandbyStatus(super.getInputStream());
                    }
                };
            default ->
                new Socket() {
                    @Override
                    public synchronized void setSoTimeout(int timeout) throws SocketException {
                        if (timeout == 0 && behaviour.equals(BROKEN_WHEN_READY)) {
                            throw new SocketException("odd");
                        }
                        if (timeout == 0 && behaviour.equals(FAULTY_WHEN_READY)) {
                            throw new IllegalStateException("odd");
                        }
                        super.setSoTimeout(timeout);
                    }
                };
        };
    }

    private static InputStream withoutStandbyStatus(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = super.read(bytes, from, length);
                // The server sends all that it says of itself in one packet.
                String text = new String(bytes, from, Math.max(0, read), StandardCharsets.ISO_8859_1);
                int at = text.indexOf("in_hot_standby");
                if (at >= 0) {
                    bytes[from + at] = 'x';
                }
                return read;
            }
        };
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException();
    }
}
