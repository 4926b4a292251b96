package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two executions whose URLs differ in an option, which leads each to another server. */
@Tag("database")
class TwoServersIT {
    private static final int SSL_REQUEST = 80877103;

    @TempDir
    Path folder;

    @Test
    void eachExecutionMigratesItsOwnServerAndTheUrlWinsOverTheEnvironment() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        try (OwnServer plain = OwnServer.builder().start();
                OwnServer encrypted = OwnServer.builder()
                        .ssl(certificates.serverCertificate(), certificates.serverKey())
                        .start();
                ServerSocket front = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"))) {
            Database one = plain.createPhoenixKit("shop");
            Database other = encrypted.createPhoenixKit("shop");
            thread(() -> serve(front, plain.port(), encrypted.port()));
            String url = "jdbc:postgresql://127.0.0.1:" + front.getLocalPort() + "/shop?sslmode=";
            Files.writeString(
                    folder.resolve("pom.xml"),
                    pom(execution("one", url + "disable"), execution("other", url + "require")));

            MavenRun.Result build = MavenRun.in(folder)
                    .with("validate")
                    .environment("PGUSER", plain.user())
                    .environment("PGPASSWORD", plain.password())
                    .environment("PGSSLMODE", "verify-full")
                    .run();

            assertThat(build.status()).as(build.log()).isZero();
            assertThat(one.version()).isEqualTo("114");
            assertThat(other.version()).isEqualTo("114");
            assertThat(build.log())
                    .doesNotContain("done already")
                    .contains("From where: user: the environment variable PGUSER; password: the environment variable"
                            + " PGPASSWORD; PGSSLMODE=verify-full is not used, as the url says sslmode=disable")
                    .contains("PGSSLMODE=verify-full is not used, as the url says sslmode=require");
        }
    }

    private static String execution(String id, String url) {
        return "<execution><id>" + id + "</id><phase>validate</phase><goals><goal>v114-up</goal></goals>"
                + "<configuration><url>" + url + "</url></configuration></execution>";
    }

    private static String pom(String... executions) {
        String[] plugin = MavenRun.plugin().split(":");
        return "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>"
                + "<version>1</version><packaging>pom</packaging><build><plugins><plugin><groupId>" + plugin[0]
                + "</groupId><artifactId>" + plugin[1] + "</artifactId><version>" + plugin[2]
                + "</version><executions>" + String.join("", executions) + "</executions></plugin></plugins></build>"
                + "</project>";
    }

    /** As providers do who tell databases apart by something else than the address. */
    private static void serve(ServerSocket front, int plain, int encrypted) throws IOException {
        while (!front.isClosed()) {
            Socket client = front.accept();
            byte[] start = client.getInputStream().readNBytes(8);
            boolean asksForTls = ByteBuffer.wrap(start).getInt(4) == SSL_REQUEST;
            Socket server = new Socket(front.getInetAddress(), asksForTls ? encrypted : plain);
            server.getOutputStream().write(start);
            thread(() -> pump(client, server));
            thread(() -> pump(server, client));
        }
    }

    private static void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // One side has hung up.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
