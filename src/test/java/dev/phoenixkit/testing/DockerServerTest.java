package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;

class DockerServerTest {
    @Test
    void saysWhatToDoWhereNoDockerEngineRuns() {
        assumeFalse(DockerClientFactory.instance().isDockerAvailable(), "a Docker engine runs here");
        assertThatIllegalStateException()
                .isThrownBy(() -> SharedServer.choose("docker"))
                .withMessageStartingWith(
                        "-Dphoenixkit.test.postgres=docker needs a Docker engine, and none answers here");
    }
}
