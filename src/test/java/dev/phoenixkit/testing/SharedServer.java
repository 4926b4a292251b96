package dev.phoenixkit.testing;

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

    static Server choose(String choice) {
        if (choice.isEmpty() || choice.equals("embedded")) {
            return embedded();
        }
        if (choice.equals("docker")) {
            return DockerServer.start(
                    DockerClientFactory.instance().isDockerAvailable(),
                    System.getProperty("phoenixkit-test.image", "postgres:18-alpine"));
        }
        if (choice.startsWith("jdbc:postgresql:")) {
            return ServerLogin.at(choice);
        }
        throw new IllegalArgumentException(
                "-D" + ServerLogin.CHOICE + "=" + choice + " is not known: embedded, docker, or a URL "
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
