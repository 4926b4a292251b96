package dev.phoenixkit.testing;

import java.sql.SQLException;
import org.testcontainers.DockerClientFactory;

/** The one server per JVM that all databases of {@link TestDatabase} live on, started with the first of them. */
final class SharedServer {
    private static Server server;
    private static RuntimeException failure;

    private SharedServer() {}

    /** The server; where it could not be started, every test is told the same reason, and nobody tries again. */
    static synchronized Server get() {
        if (failure != null) {
            throw failure;
        }
        if (server == null) {
            try {
                server = choose(System.getProperty(ServerLogin.CHOICE, "embedded"));
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return server;
    }

    /** The reason of a failure; where the server is gone, every later test is told that. */
    static synchronized RuntimeException reason(IllegalStateException e) {
        try {
            server.connect("postgres").close();
        } catch (SQLException gone) {
            // Refused, or going down; too many connections are another matter.
            if (String.valueOf(gone.getSQLState()).matches("08.*|57P.*")) {
                failure = new IllegalStateException(
                        "PostgreSQL at " + server.host() + ":" + server.port() + " no longer answers; "
                                + (server instanceof DockerServer docker ? docker.fate() : gone.getMessage()),
                        e);
                return failure;
            }
        }
        return e;
    }

    static Server choose(String choice) {
        if (choice.isEmpty() || choice.equals("embedded")) {
            return embedded();
        }
        if (choice.equals("docker")) {
            try {
                return DockerServer.start(
                        DockerClientFactory.instance().isDockerAvailable(),
                        System.getProperty("phoenixkit-test.image", "postgres:18-alpine"));
            } finally {
                PullOnce.rethrow();
            }
        }
        if (choice.startsWith("jdbc:postgresql:")) {
            return ServerLogin.at(choice);
        }
        throw new IllegalArgumentException("-D" + ServerLogin.CHOICE + " is neither embedded nor docker nor a URL "
                + "jdbc:postgresql://host:port/database?user=…&password=… of a superuser.");
    }

    static OwnServer embedded() {
        // Autovacuum would write and lock at moments of its own choosing.
        return OwnServer.builder()
                .setting("max_connections", "200")
                .setting("autovacuum", "off")
                .start();
    }
}
