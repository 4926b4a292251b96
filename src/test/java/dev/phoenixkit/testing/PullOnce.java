package dev.phoenixkit.testing;

import java.util.Objects;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.ImagePullPolicy;
import org.testcontainers.utility.DockerImageName;

/** Named by testcontainers.properties: gets an image by one try, where Testcontainers goes on trying for minutes. */
public final class PullOnce implements ImagePullPolicy {
    private static IllegalStateException failure;

    /** Fails where an image could not be had, whatever Testcontainers has made of that. */
    static synchronized void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    @SuppressWarnings("deprecation") // Nothing else there looks, pulls, and gives up on an engine that hangs.
    public boolean shouldPull(DockerImageName image) {
        synchronized (PullOnce.class) {
            rethrow();
            DockerClientFactory docker = DockerClientFactory.instance();
            try {
                docker.checkAndPullImage(docker.client(), image.asCanonicalNameString());
                return false;
            } catch (Exception e) {
                boolean ryuk = image.getRepository().endsWith("ryuk");
                failure = new IllegalStateException(
                        "The image " + image + " is not here and cannot be pulled; Docker says: "
                                + Objects.toString(e.getMessage(), "nothing for too long")
                                        .strip() + ". Try \"docker pull "
                                + image + "\", or "
                                + (ryuk ? "TESTCONTAINERS_RYUK_DISABLED=true" : "another by -Dphoenixkit-test.image=…"),
                        e);
                throw failure;
            }
        }
    }
}
