package dev.phoenixkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An embedded PostgreSQL server of one test's own, to configure, stop and start again on the same data and port. It is
 * gone when it is closed or when its JVM ends, however that ends.
 */
public final class OwnServer implements Server, AutoCloseable {
    private static final String PASSWORD = "phoenixkit test";
    /** The same as the server keeps it: derived in one round, since the tests connect so often that 4,096 take a fifth of their time. */
    private static final String VERIFIER = "SCRAM-SHA-256$1:cGhvZW5peGtpdA==$"
            + "VFVfR7nLUUEKIspfe5mYoMImh+k0dl2IEE9iHeWomXg=:spZTKUKfGHBT5r2EW7FDj67jAwWijkEu8SNK4C33v08=";

    private static final int PORTS_TO_TRY = 5;

    private final ServerAccount account;
    private final Path folder;
    private final Watchdog watchdog;
    private int port;

    private OwnServer(ServerAccount account, Path folder) throws IOException {
        this.account = account;
        this.folder = folder;
        this.watchdog = Watchdog.over(folder, pgCtlCommand("stop", "-w", "-m", "immediate"));
    }

    /** A server of PostgreSQL's own defaults, except that it does not wait for the disk. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public String user() {
        return "postgres";
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    /** The server's data, for what the builder has no word for; files put there belong to {@link #adopt}. */
    public Path dataDirectory() {
        return folder.resolve("data");
    }

    /** What the server has logged so far. */
    public String log() {
        try {
            Path log = folder.resolve("log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server again after a stop. */
    public void start() {
        try {
            pgCtl("start", "-w", "-t", "120", "-l", folder.resolve("log").toString());
        } catch (IllegalStateException e) {
            throw new IllegalStateException("PostgreSQL did not start; its log:\n" + log(), e);
        }
    }

    /** Stops as an administrator does: sessions are ended and rolled back, everything is written. */
    public void stop() {
        pgCtl("stop", "-w", "-t", "120", "-m", "fast");
    }

    /** Stops as a crash does: nothing is written any more, the next start recovers from the log. */
    public void stopImmediately() {
        pgCtl("stop", "-w", "-t", "120", "-m", "immediate");
    }

    /** Stops and starts, on the same data and port. */
    public void restart() {
        stop();
        start();
    }

    /** Gives the data directory and what was put into it to the account that the server runs under. */
    public void adopt() {
        account.own(dataDirectory());
    }

    /** Stops the server, if it runs, and deletes its data. */
    @Override
    public void close() {
        watchdog.cleanUp();
    }

    private void pgCtl(String action, String... options) {
        Command.run(pgCtlCommand(action, options));
    }

    private List<String> pgCtlCommand(String action, String... options) {
        List<String> command = new ArrayList<>();
        command.add(PostgresBinaries.program("pg_ctl").toString());
        command.addAll(List.of(action, "-D", dataDirectory().toString()));
        command.addAll(List.of(options));
        return account.command(command);
    }

    private void initialise(Builder builder) throws IOException {
        Path passwordFile = Files.writeString(folder.resolve("password"), VERIFIER);
        account.own(folder);
        List<String> initdb = new ArrayList<>(List.of(
                PostgresBinaries.program("initdb").toString(),
                "--pgdata=" + dataDirectory(),
                "--username=" + user(),
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync"));
        if (builder.walOnDisk) {
            Path wal = ServerFolder.onDisk();
            account.own(wal);
            initdb.add("--waldir=" + wal);
        }
        Command.run(account.command(initdb));
        for (Map.Entry<String, Path> file : builder.files.entrySet()) {
            Path copy = Files.copy(file.getValue(), dataDirectory().resolve(file.getKey()));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        }
        // The first line that matches a connection decides, so the test's own come before initdb's.
        Path hba = dataDirectory().resolve("pg_hba.conf");
        List<String> lines = new ArrayList<>(builder.hbaLines);
        lines.addAll(Files.readAllLines(hba));
        Files.write(hba, lines);
        adopt();
    }

    /** Another process may take the free port before the server does, hence the tries. */
    private void startOnFreePort(Map<String, String> settings) throws IOException {
        for (int tries = 1; ; tries++) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host()))) {
                port = socket.getLocalPort();
            }
            Map<String, String> all = new LinkedHashMap<>(settings);
            all.put("port", Integer.toString(port));
            List<String> lines = new ArrayList<>();
            all.forEach((name, value) -> lines.add(name + " = " + Sql.literal(value)));
            Files.write(dataDirectory().resolve("postgresql.conf"), lines, StandardOpenOption.APPEND);
            try {
                start();
                return;
            } catch (IllegalStateException e) {
                if (tries == PORTS_TO_TRY || !log().contains("could not bind")) {
                    throw e;
                }
            }
        }
    }

    /** What a server is to be like before it starts. */
    public static final class Builder {
        private static boolean told;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final List<String> hbaLines = new ArrayList<>();
        private final Map<String, Path> files = new LinkedHashMap<>();
        private ServerAccount account;
        private boolean onDisk;
        private boolean walOnDisk;

        private Builder() {
            setting("listen_addresses", "127.0.0.1");
            setting("unix_socket_directories", "");
            setting("fsync", "off");
        }

        /** A line of postgresql.conf. */
        public Builder setting(String name, String value) {
            settings.put(name, value);
            return this;
        }

        /** A line of pg_hba.conf, before those that let everyone in with a SCRAM password. */
        public Builder hba(String line) {
            hbaLines.add(line);
            return this;
        }

        /** Copies a file into the data directory, readable by the server alone. */
        public Builder file(String name, Path source) {
            files.put(name, source);
            return this;
        }

        /** Offers TLS with a certificate and its key, both in PEM. */
        public Builder ssl(Path certificate, Path key) {
            return file("server.crt", certificate).file("server.key", key).setting("ssl", "on");
        }

        /** Knows client certificates that this authority, in PEM, has signed. */
        public Builder clientAuthority(Path certificate) {
            return file("root.crt", certificate).setting("ssl_ca_file", "root.crt");
        }

        /** Keeps the data on the disk, where it would else be in memory: for what is measured, or large. */
        public Builder onDisk() {
            onDisk = true;
            return this;
        }

        /** Keeps its write-ahead log on the disk, which a commit waits for unless {@code fsync} is off. */
        public Builder walOnDisk() {
            walOnDisk = true;
            return this;
        }

        Builder account(ServerAccount account) {
            this.account = account;
            return this;
        }

        /** Says, once, that a test's own server is embedded where the others' is not. */
        private static synchronized void tellIfOthersAreNotEmbedded() {
            if (!told && !System.getProperty(ServerLogin.CHOICE, "embedded").matches("|embedded")) {
                told = true;
                System.out.println("Tests that start servers of their own use embedded ones, whatever -D"
                        + ServerLogin.CHOICE + " says.");
            }
        }

        /** Makes the server's data and starts it. */
        public OwnServer start() {
            tellIfOthersAreNotEmbedded();
            // Where there are none, nothing is left behind.
            PostgresBinaries.program("postgres");
            try {
                ServerAccount who = account == null ? ServerAccount.find() : account;
                OwnServer server = new OwnServer(who, onDisk ? ServerFolder.onDisk() : ServerFolder.inMemory());
                try {
                    server.initialise(this);
                    server.startOnFreePort(settings);
                    return server;
                } catch (IOException | RuntimeException e) {
                    server.close();
                    throw e;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
