package dev.phoenixkit.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and a server: counts what goes through, records it, delays it, holds it at a given text and
 * cuts the line. It listens on a port of its own at 127.0.0.1, for any number of connections.
 */
public final class TcpProxy implements AutoCloseable {
    /** The driver's commit, as {@link #holdAt} finds it; the statement's end is in it, unlike in READ COMMITTED. */
    public static final String COMMIT = "COMMIT\0";

    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final List<ProxyLine> lines = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
    private final ByteArrayOutputStream fromServer = new ByteArrayOutputStream();
    private volatile boolean recording;
    private volatile Duration delay = Duration.ZERO;
    private volatile ProxyGate gate;
    private long clientBytes;
    private long serverBytes;
    private long roundTrips;
    private boolean clientSpokeLast;

    private TcpProxy(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        daemon(this::accept).start();
    }

    /** A proxy in front of this server. */
    public static TcpProxy to(String host, int port) {
        try {
            return new TcpProxy(host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A proxy in front of this database's server. */
    public static TcpProxy to(Database database) {
        return to(database.host(), database.port());
    }

    /** Where the proxy listens. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on keeps every byte, in memory. */
    public TcpProxy recording() {
        recording = true;
        return this;
    }

    /** From now on hands on everything this much later, in either direction; what is under way may overlap. */
    public TcpProxy delay(Duration oneWay) {
        delay = oneWay;
        return this;
    }

    /**
     * From now on stops what a client sends as soon as this text stands in it: the packet that completes the text does
     * not go on to the server. One gate at a time; it stops one packet. Not for connections under TLS.
     */
    public ProxyGate holdAt(String text) {
        gate = new ProxyGate(text);
        return gate;
    }

    /** What clients have sent, one connection after another as it came; only while {@link #recording}. */
    public synchronized byte[] fromClient() {
        return fromClient.toByteArray();
    }

    /** What the server has sent; only while {@link #recording}. */
    public synchronized byte[] fromServer() {
        return fromServer.toByteArray();
    }

    /** How many bytes clients have sent. */
    public synchronized long clientBytes() {
        return clientBytes;
    }

    /** How many bytes the server has sent. */
    public synchronized long serverBytes() {
        return serverBytes;
    }

    /** How often the server answered what a client had sent: of several packets in a row the first one counts. */
    public synchronized long roundTrips() {
        return roundTrips;
    }

    /** Begins to count and record anew. */
    public synchronized void reset() {
        clientBytes = 0;
        serverBytes = 0;
        roundTrips = 0;
        clientSpokeLast = false;
        fromClient.reset();
        fromServer.reset();
    }

    /** Cuts every connection that there is; new ones are still taken. */
    public void cut() {
        lines.forEach(ProxyLine::cut);
        lines.clear();
    }

    /** Cuts every connection and takes no more. */
    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    Duration delay() {
        return delay;
    }

    ProxyGate gate() {
        return gate;
    }

    synchronized void clientSent(byte[] packet) {
        clientBytes += packet.length;
        clientSpokeLast = true;
        if (recording) {
            fromClient.writeBytes(packet);
        }
    }

    synchronized void serverSent(byte[] packet) {
        serverBytes += packet.length;
        if (clientSpokeLast) {
            roundTrips++;
            clientSpokeLast = false;
        }
        if (recording) {
            fromServer.writeBytes(packet);
        }
    }

    /** Bytes as a text, a character for each. */
    static String bytes(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                try {
                    lines.add(new ProxyLine(this, client, new Socket(host, port)));
                } catch (IOException noServer) {
                    client.close();
                }
            } catch (IOException closed) {
                return;
            }
        }
    }
}
