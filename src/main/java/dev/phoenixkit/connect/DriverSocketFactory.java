package dev.phoenixkit.connect;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.postgresql.PGProperty;
import org.postgresql.util.HostSpec;

/**
 * The sockets of a connection. Every address of the server's name is tried, as libpq does (PostgreSQL manual, 34.1.1.3);
 * the driver tries the first alone. It is done here, and not by an address in the driver's URL, so that TLS sees the name.
 *
 * <p>The sockets notice within about a minute when the server's host is gone without a word, while nothing is under way to
 * it. The operating system's own keepalive starts after two hours on most systems, and a statement may take as long as it
 * needs, so that a build would hang till then. Public with a public constructor, since the driver makes it by its name.
 */
public final class DriverSocketFactory extends SocketFactory {
    /** Of the time of a try, so that what the addresses say comes before the driver gives up. */
    private static final double SHARE = 0.9;

    private static final Map<SocketOption<Integer>, Integer> OPTIONS = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 30,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

    private final Properties properties;

    /** Sockets to the server that the driver's properties name. */
    public DriverSocketFactory(Properties properties) {
        this.properties = properties;
    }

    /** What each address of a name said when none could be connected to. */
    static final class Unreachable extends IOException {
        private static final long serialVersionUID = 1L;

        private Unreachable(String said, List<IOException> failures) {
            super(said);
            failures.forEach(this::addSuppressed);
        }
    }

    /** A socket that is connected. */
    @Override
    public Socket createSocket() throws IOException {
        double seconds = Double.parseDouble(given(PGProperty.LOGIN_TIMEOUT));
        long end = System.nanoTime() + (long) (SHARE * seconds * TimeUnit.SECONDS.toNanos(1));
        List<InetSocketAddress> addresses = addresses();
        List<IOException> failures = new ArrayList<>();
        StringJoiner said = new StringJoiner("; ");
        for (InetSocketAddress address : addresses) {
            try {
                return connect(address, (end - System.nanoTime()) / (addresses.size() - failures.size()));
            } catch (IOException e) {
                failures.add(e);
                said.add((address.isUnresolved()
                                ? address.getHostString()
                                : address.getAddress().getHostAddress())
                        + ": " + e.getMessage());
            }
        }
        throw new Unreachable(said.toString(), failures);
    }

    /** What the driver always gives: it has read it from its URL, or from us. */
    private String given(PGProperty property) {
        return properties.getProperty(property.getName(), "");
    }

    private List<InetSocketAddress> addresses() throws IOException {
        HostSpec server = new HostSpec(given(PGProperty.PG_HOST), Integer.parseInt(given(PGProperty.PG_PORT)));
        if (!server.shouldResolve()) {
            // The JVM's SOCKS proxy may know names that this machine does not.
            return List.of(InetSocketAddress.createUnresolved(server.getHost(), server.getPort()));
        }
        return Arrays.stream(InetAddress.getAllByName(server.getHost()))
                .map(address -> new InetSocketAddress(address, server.getPort()))
                .toList();
    }

    private Socket connect(InetSocketAddress address, long nanos) throws IOException {
        Socket socket = new Socket() {
            @Override
            public void bind(SocketAddress local) throws IOException {
                // The driver binds what it is given, which is too late here.
                if (!isBound()) {
                    super.bind(local);
                }
            }
        };
        try {
            for (Map.Entry<SocketOption<Integer>, Integer> option : OPTIONS.entrySet()) {
                // Not every system has them.
                if (socket.supportedOptions().contains(option.getKey())) {
                    socket.setOption(option.getKey(), option.getValue());
                }
            }
            String local = PGProperty.LOCAL_SOCKET_ADDRESS.getOrDefault(properties);
            if (local != null) {
                socket.bind(new InetSocketAddress(InetAddress.getByName(local), 0));
            }
            socket.connect(address, (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unused();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("the driver asks for sockets without naming a host");
    }
}
