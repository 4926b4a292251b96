package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class SharedServerTest {
    @Test
    void anUnknownChoiceNamesTheKnownOnes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedServer.choose("podman"))
                .withMessageContaining("-Dphoenixkit-test.postgres is neither embedded nor docker nor a URL");
    }

    @Test
    void dockerWithoutAnEngineSaysWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DockerServer.start(false, "postgres:18-alpine"))
                .withMessageStartingWith(
                        "-Dphoenixkit-test.postgres=docker needs a Docker engine, and none answers here");
    }

    @Test
    void aUrlIsTakenApart() {
        assertThat(SharedServer.choose("jdbc:postgresql://db.example.com:5433/any?user=me&password=p%26w"))
                .isEqualTo(new ServerLogin("db.example.com", 5433, "me", "p&w"));
    }

    @Test
    void aUrlWithoutPasswordIsRefusedWithTheFormThatIsNeeded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SharedServer.choose("jdbc:postgresql://db.example.com/any?user=me"))
                .withMessageContaining("?user=…&password=…");
    }
}
