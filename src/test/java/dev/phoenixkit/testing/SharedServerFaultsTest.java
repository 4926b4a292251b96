package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tests are told whose server is not embedded, in JVMs of their own; as much of Docker as they ask for is here. */
@Tag("database")
@Tag("slow")
class SharedServerFaultsTest {
    private static final String LOG = "1\n2\n3\n4\n" + "database system is ready to accept connections\n".repeat(2);

    private final HttpServer docker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final OwnServer server = OwnServer.builder().start();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean image;
    private volatile String state = "\"Status\":\"running\",\"Running\":true";

    SharedServerFaultsTest() throws IOException {
        docker.createContext("/", this::answer);
        docker.start();
    }

    @AfterEach
    void stopBoth() {
        docker.stop(0);
        server.close();
    }

    /** Of an answer everybody reads what he wants, so that one does for nearly all. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/v[0-9.]+", "");
        asked.add(path);
        String text = "{\"OSType\":\"linux\",\"MemTotal\":1,\"Version\":\"28.0\",\"ApiVersion\":\"1.44\",\"Id\":\"c\","
                + "\"message\":\"no such host\",\"State\":{" + state + "},\"NetworkSettings\":{\"Ports\":"
                + "{\"5432/tcp\":[{\"HostPort\":\"" + server.port() + "\"}]}}}";
        if (path.equals("/containers/json")) {
            text = "[]";
        } else if (path.endsWith("/logs")) {
            text = "\1\0\0\0\0\0\0" + (char) LOG.length() + LOG;
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(
                path.equals("/images/create")
                        ? 500
                        : path.endsWith("/json") && path.startsWith("/images/") && !image ? 404 : 200,
                body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({
        "-uTESTCONTAINERS_RYUK_DISABLED, testcontainers/ryuk:[0-9.]+, TESTCONTAINERS_RYUK_DISABLED=true",
        "TESTCONTAINERS_RYUK_DISABLED=true, postgres:18-alpine, another by -Dphoenixkit-test.image=…"
    })
    void anImageThatCannotBePulledIsAskedForOnceAndNamed(String ryuk, String name, String advice) {
        try (ChildJvm tests = tests("docker", ryuk)) {
            assertThat(tests.awaitEnd())
                    .matches("Tests that start servers of their own use embedded ones, whatever"
                            + " -Dphoenixkit-test.postgres says.\n(The image " + name
                            + " is not here and cannot be pulled; Docker says: Status 500: .*"
                            + "no such host.*}\\. Try \"docker pull " + name + "\", or " + advice
                            + ")\n\\1");
        }
        assertThat(asked).containsOnlyOnce("/images/create");
    }

    @Test
    void ofAContainerThatEndsEveryLaterTestIsToldHowAndNothingElseIsPrinted() {
        image = true;
        try (ChildJvm tests = tests("docker", "TESTCONTAINERS_RYUK_DISABLED=true")) {
            assertThat(List.of(tests.readLine(), tests.readLine())).contains("a database");
            state = "\"Status\":\"exited\",\"ExitCode\":137";
            server.stopImmediately();
            assertThat(tests.awaitEnd())
                    .matches("(a database\n)*(PostgreSQL at 127.0.0.1:\\d+ no longer answers; its container is exited,"
                            + " exit code 137, last lines: 2 \\| 3 \\| 4( \\| database system is ready to accept"
                            + " connections){2})\n\\2");
        }
    }

    @Test
    void ofAServerAtAUrlThatIsGoneEveryLaterTestIsToldSo() {
        try (ChildJvm tests = tests(server.url("postgres") + "?user=postgres&password=phoenixkit%20test", "A=b")) {
            assertThat(List.of(tests.readLine(), tests.readLine())).contains("a database");
            server.stopImmediately();
            assertThat(tests.awaitEnd())
                    .matches("(?s)(a database\n)*(PostgreSQL at 127.0.0.1:\\d+ no longer answers; [^\n]+)\n\\2\n.*");
        }
    }

    private ChildJvm tests(String choice, String environment) {
        String address = "DOCKER_HOST=tcp://127.0.0.1:" + docker.getAddress().getPort();
        return ChildJvm.start(
                List.of("env", environment, address, "sh", "-c", "exec \"$@\" 2>&1", "sh"),
                "-Xmx128m",
                TestsUntilTwoFail.class,
                choice);
    }

    /** The JVM whose server is another. */
    static final class TestsUntilTwoFail {
        private TestsUntilTwoFail() {}

        public static void main(String[] args) {
            System.setProperty(ServerLogin.CHOICE, args[0]);
            for (int failures = 0; failures < 2; ) {
                try {
                    OwnServer.builder().start().close();
                    new TestDatabase().beforeEach(null);
                    System.out.println("a database");
                } catch (RuntimeException e) {
                    failures++;
                    System.out.println(e.getMessage());
                }
            }
        }
    }
}
