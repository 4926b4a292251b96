package dev.phoenixkit.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One client's connection through a {@link TcpProxy}. Once either side closes it, both are closed. */
final class ProxyLine {
    private static final int LOOK_AROUND_MILLIS = 10;
    private static final byte[] END = {};

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server;
    private final BlockingQueue<Packet> toServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<Packet> toClient = new LinkedBlockingQueue<>();
    private volatile ProxyGate held;

    private record Packet(byte[] bytes, long dueNanos) {}

    private interface Reading {
        void read() throws IOException;
    }

    ProxyLine(TcpProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        TcpProxy.daemon("proxy-from-client", () -> readToTheEnd(this::readClient, toServer));
        TcpProxy.daemon("proxy-from-server", () -> readToTheEnd(this::readServer, toClient));
        TcpProxy.daemon("proxy-to-client", () -> write(client, toClient));
        TcpProxy.daemon("proxy-to-server", () -> write(server, toServer));
    }

    void cut() {
        close(client);
        close(server);
    }

    private void readToTheEnd(Reading reading, BlockingQueue<Packet> destination) {
        try {
            reading.read();
        } catch (IOException gone) {
            // Which end it was does not matter: both are closed.
        } finally {
            send(END, destination);
        }
    }

    private void readClient() throws IOException {
        for (byte[] packet = next(client); packet != null; packet = next(client)) {
            proxy.clientSent(packet);
            ProxyGate gate = proxy.gate();
            if (gate != null && gate.stops(packet)) {
                held = gate;
                packet = hold(gate, packet);
                if (packet == null) {
                    return;
                }
            }
            send(packet, toServer);
        }
    }

    private void readServer() throws IOException {
        for (byte[] packet = next(server); packet != null; packet = next(server)) {
            proxy.serverSent(packet);
            if (held != null && held.decision() == ProxyGate.Decision.CUT_ANSWER) {
                send(held.otherAnswer(), toClient);
                held.answerSwallowed();
                return;
            }
            send(packet, toClient);
        }
    }

    /** What may go on in the end, or null. A client that goes away meanwhile is noticed. */
    private byte[] hold(ProxyGate gate, byte[] packet) throws IOException {
        ByteArrayOutputStream waiting = new ByteArrayOutputStream();
        waiting.writeBytes(packet);
        client.setSoTimeout(LOOK_AROUND_MILLIS);
        while (gate.decision() == null) {
            try {
                byte[] more = next(client);
                if (more == null) {
                    return null;
                }
                proxy.clientSent(more);
                waiting.writeBytes(more);
            } catch (SocketTimeoutException quiet) {
                // Time to look at the gate again.
            }
        }
        client.setSoTimeout(0);
        return gate.decision() == ProxyGate.Decision.CUT ? null : waiting.toByteArray();
    }

    private static byte[] next(Socket socket) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        int length = socket.getInputStream().read(buffer);
        return length < 0 ? null : Arrays.copyOf(buffer, length);
    }

    private void send(byte[] bytes, BlockingQueue<Packet> destination) {
        destination.add(new Packet(bytes, System.nanoTime() + proxy.delay().toNanos()));
    }

    private void write(Socket socket, BlockingQueue<Packet> source) {
        try {
            for (Packet packet = source.take(); packet.bytes() != END; packet = source.take()) {
                long early = packet.dueNanos() - System.nanoTime();
                if (early > 0) {
                    TimeUnit.NANOSECONDS.sleep(early);
                }
                socket.getOutputStream().write(packet.bytes());
            }
        } catch (IOException | InterruptedException gone) {
            // The end of the line, which is what follows.
        } finally {
            cut();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Closed is closed.
        }
    }
}
