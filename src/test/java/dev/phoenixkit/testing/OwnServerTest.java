package dev.phoenixkit.testing;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("database")
class OwnServerTest {
    @Test
    void isGoneWhenClosed() {
        OwnServer server = OwnServer.builder().start();
        Path data = server.dataDirectory();
        assertThat(data).exists();

        server.close();

        assertThat(data.getParent()).doesNotExist();
        assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
    }

    @Test
    void saysWhyItDoesNotStart() {
        OwnServer.Builder builder = OwnServer.builder().setting("shared_buffers", "plenty");
        assertThatIllegalStateException()
                .isThrownBy(builder::start)
                .withMessageContaining("PostgreSQL did not start")
                .withMessageContaining("invalid value for parameter \"shared_buffers\"");
    }

    static List<ServerAccount> possibleAccounts() {
        return ServerAccount.possible();
    }

    @ParameterizedTest
    @MethodSource("possibleAccounts")
    void runsUnderEveryAccountThatIsPossibleHere(ServerAccount account) {
        try (OwnServer server = OwnServer.builder().account(account).start()) {
            server.restart();
            assertThat(server.maintenance().query("SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void isGoneWhenItsJvmIsKilled() throws IOException {
        Path data;
        Path wal;
        long postmaster;
        try (ChildJvm jvm = ChildJvm.start(List.of(), "-Xmx128m", ServerUntilKilled.class)) {
            data = Path.of(jvm.readLine());
            wal = data.resolve("pg_wal").toRealPath();
            postmaster = Long.parseLong(jvm.readLine());
            assertThat(wal).isNotEqualTo(data.resolve("pg_wal"));
            assertThat(ProcessHandle.of(postmaster)).isPresent();
        }

        await("the server is gone")
                .until(() -> ProcessHandle.of(postmaster).isEmpty()
                        && !Files.exists(data.getParent())
                        && !Files.exists(wal));
    }

    /** The JVM that is killed. */
    static final class ServerUntilKilled {
        private ServerUntilKilled() {}

        public static void main(String[] args) throws Exception {
            OwnServer server = OwnServer.builder().walOnDisk().start();
            System.out.println(server.dataDirectory());
            System.out.println(Files.readAllLines(server.dataDirectory().resolve("postmaster.pid"))
                    .get(0));
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
