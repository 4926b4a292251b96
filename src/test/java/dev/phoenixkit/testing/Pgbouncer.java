package dev.phoenixkit.testing;

import static dev.phoenixkit.testing.Waiting.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A pgbouncer in transaction mode before one database, with a single connection to the server that all clients share. */
public final class Pgbouncer implements AutoCloseable {
    private static final String PROGRAM = "pgbouncer";

    private final Path folder;
    private final Process process;
    private final int port;

    private Pgbouncer(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /** Whether the program is there; Debian's package is called the same. */
    public static boolean isInstalled() {
        return program() != null;
    }

    private static String program() {
        for (String directory : (System.getenv("PATH") + ":/usr/sbin:/usr/local/sbin").split(":")) {
            if (Files.isExecutable(Path.of(directory, PROGRAM))) {
                return Path.of(directory, PROGRAM).toString();
            }
        }
        return null;
    }

    /** Starts it; every client is let in, as the superuser of the tests. */
    public static Pgbouncer before(Database database) {
        try {
            int port;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                port = socket.getLocalPort();
            }
            Path folder = Files.createTempDirectory("phoenixkit-pgbouncer-");
            Path configuration = folder.resolve("pgbouncer.ini");
            Files.writeString(configuration, """
                    [databases]
                    * = host=%s port=%d user=%s password='%s'
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = any
                    pool_mode = transaction
                    default_pool_size = 1
                    """.formatted(
                            database.host(), database.port(), database.user(), database.password(), port));
            List<String> command = new ArrayList<>(List.of(program(), configuration.toString()));
            if (Command.run(List.of("id", "-u")).strip().equals("0")) {
                // It refuses to be root.
                command.addAll(1, List.of("-u", "nobody"));
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            Pgbouncer bouncer = new Pgbouncer(folder, Command.start(command), port);
            await("pgbouncer listens").until(bouncer::listens);
            return bouncer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    private boolean listens() {
        try (Socket socket = new Socket(host(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            if (!process.isAlive()) {
                throw new IllegalStateException("pgbouncer ended with status " + process.exitValue());
            }
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
