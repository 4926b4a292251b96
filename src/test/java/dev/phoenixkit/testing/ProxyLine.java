package dev.phoenixkit.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One client's connection through a {@link TcpProxy}. Once either side closes it, both are closed. */
final class ProxyLine {
    private static final int LOOK_AROUND_MILLIS = 10;

    private final TcpProxy proxy;
    private final Socket client;
    private final Socket server;
    private final ScheduledExecutorService toServer = Executors.newSingleThreadScheduledExecutor(TcpProxy::daemon);
    private final ScheduledExecutorService toClient = Executors.newSingleThreadScheduledExecutor(TcpProxy::daemon);
    private volatile ProxyGate held;

    private interface Work {
        void run() throws IOException;
    }

    ProxyLine(TcpProxy proxy, Socket client, Socket server) throws IOException {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        TcpProxy.daemon(() -> readToTheEnd(this::readClient, toServer)).start();
        TcpProxy.daemon(() -> readToTheEnd(this::readServer, toClient)).start();
    }

    void cut() {
        orCut(client::close);
        orCut(server::close);
    }

    private void readToTheEnd(Work reading, ScheduledExecutorService destination) {
        try {
            reading.run();
        } catch (IOException gone) {
            // Which end it was does not matter: both are closed.
        } finally {
            later(this::cut, destination);
            destination.shutdown();
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
            send(packet, server, toServer);
        }
    }

    private void readServer() throws IOException {
        for (byte[] packet = next(server); packet != null; packet = next(server)) {
            proxy.serverSent(packet);
            if (held != null && held.decision() == ProxyGate.Decision.CUT_ANSWER) {
                send(held.otherAnswer(), client, toClient);
                held.answerSwallowed();
                return;
            }
            send(packet, client, toClient);
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

    private void send(byte[] packet, Socket socket, ScheduledExecutorService destination) {
        later(() -> orCut(() -> socket.getOutputStream().write(packet)), destination);
    }

    private void later(Runnable work, ScheduledExecutorService destination) {
        destination.schedule(work, proxy.delay().toNanos(), TimeUnit.NANOSECONDS);
    }

    private void orCut(Work work) {
        try {
            work.run();
        } catch (IOException gone) {
            cut();
        }
    }
}
