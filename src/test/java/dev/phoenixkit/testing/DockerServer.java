package dev.phoenixkit.testing;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.util.List;
import java.util.Map;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container, which Testcontainers throws away with the JVM. */
record DockerServer(PostgreSQLContainer container, String host, int port, String user, String password)
        implements Server {
    /** @param engine whether a Docker engine answers; to ask one starts a container, whatever is answered */
    static Server start(boolean engine, String image) {
        if (!engine) {
            throw new IllegalStateException("-D" + ServerLogin.CHOICE + "=docker needs a Docker engine, and none "
                    + "answers here (DOCKER_HOST or /var/run/docker.sock). Start one, or leave the option out: "
                    + "the embedded server needs none.");
        }
        @SuppressWarnings("resource") // Testcontainers ends it with the JVM.
        PostgreSQLContainer container = new PostgreSQLContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                .withUsername("postgres")
                .withPassword("phoenixkit test")
                // In memory, beside the volume that the image declares.
                .withEnv("PGDATA", "/memory/data")
                .withTmpFs(Map.of("/memory", "rw"))
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200", "-c", "autovacuum=off");
        container.start();
        return new DockerServer(
                container,
                container.getHost(),
                container.getMappedPort(5432),
                container.getUsername(),
                container.getPassword());
    }

    /** What has become of the container. */
    String fate() {
        try {
            ContainerState state = container.getCurrentContainerInfo().getState();
            List<String> log = container.getLogs().lines().toList();
            return "its container is " + state.getStatus() + ", exit code " + state.getExitCodeLong() + ", last lines: "
                    + String.join(" | ", log.subList(Math.max(0, log.size() - 5), log.size()));
        } catch (RuntimeException e) {
            return "of its container Docker says: " + e.getMessage().strip();
        }
    }
}
