package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("database")
class OwnServerTest {
    @Test
    void keepsItsDataAndPortOverStopsOfBothKinds() {
        try (OwnServer server = OwnServer.builder().start()) {
            Database database = server.createDatabase("shop");
            database.createPhoenixKit("public", "113");
            Snapshot before = database.snapshot("public");

            server.stopImmediately();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            server.start();
            assertThat(database.snapshot("public")).isEqualTo(before);
            assertThat(server.log()).contains("database system was not properly shut down");

            server.restart();
            assertThat(database.snapshot("public")).isEqualTo(before);
        }
    }

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
    void obeysTheSettingsAndAccessRulesOfTheTest() {
        try (OwnServer server = OwnServer.builder()
                .setting("default_transaction_isolation", "repeatable read")
                .hba("host all locked_out all reject")
                .start()) {
            assertThat(server.maintenance().query("SHOW default_transaction_isolation"))
                    .containsExactly("repeatable read");
            server.maintenance().execute("CREATE ROLE locked_out LOGIN PASSWORD 'x'");
            assertThatThrownBy(() -> Server.connect(server.url("postgres"), "locked_out", "x"))
                    .hasMessageContaining("pg_hba.conf rejects connection");
            assertThatThrownBy(() -> Server.connect(server.url("postgres"), "postgres", "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void offersTlsAndKnowsClientCertificates(@TempDir Path folder) throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        try (OwnServer server = OwnServer.builder()
                .ssl(certificates.serverCertificate(), certificates.serverKey())
                .clientAuthority(certificates.authority())
                .hba("hostssl all all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca")
                .hba("hostnossl all all 127.0.0.1/32 reject")
                .start()) {
            String verified = "jdbc:postgresql://localhost:" + server.port()
                    + "/postgres?sslmode=verify-full&sslrootcert=" + certificates.authority();
            assertThatThrownBy(() -> Server.connect(verified, server.user(), server.password()))
                    .hasMessageContaining("valid client certificate");
            String withCertificate =
                    verified + "&sslcert=" + certificates.clientCertificate() + "&sslkey=" + certificates.clientKey();
            try (Connection connection = Server.connect(withCertificate, server.user(), server.password())) {
                assertThat(connection.isValid(10)).isTrue();
            }
        }
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
    void isGoneWhenItsJvmIsKilled(@TempDir Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process jvm = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerUntilKilled.class.getName(),
                        output.toString())
                .inheritIO()
                .start();
        Eventually.check(() -> Files.exists(output));
        List<String> lines = Files.readAllLines(output);
        Path data = Path.of(lines.get(0));
        long postmaster = Long.parseLong(lines.get(1));
        assertThat(ProcessHandle.of(postmaster)).isPresent();

        jvm.destroyForcibly().waitFor();

        Eventually.check(() -> ProcessHandle.of(postmaster).isEmpty() && !Files.exists(data.getParent()));
    }

    /** The JVM that is killed. */
    static final class ServerUntilKilled {
        private ServerUntilKilled() {}

        public static void main(String[] args) throws Exception {
            OwnServer server = OwnServer.builder().start();
            String postmaster = Files.readAllLines(server.dataDirectory().resolve("postmaster.pid"))
                    .get(0);
            Path written =
                    Files.writeString(Path.of(args[0] + ".part"), server.dataDirectory() + "\n" + postmaster + "\n");
            Files.move(written, Path.of(args[0]));
            Thread.sleep(Long.MAX_VALUE);
        }
    }
}
