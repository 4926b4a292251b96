package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that listens on ::1 alone, and what a JVM's start decides of the way to it. */
@Tag("database")
class ConnectingJvmTest {
    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static OwnServer server;
    private static String hosts;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
            assertThat(any.isBound()).isTrue();
        } catch (IOException e) {
            Assumptions.abort("this machine has no ::1");
        }
        certificates = TestCertificates.create(folder);
        server = OwnServer.builder()
                .setting("listen_addresses", "::1")
                .ssl(certificates.serverCertificate(), certificates.serverKey())
                .hba("host all all ::1/128 scram-sha-256")
                .start();
        // In place of this machine's, where localhost may have but one of them.
        Path file = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n::1 localhost\n");
        hosts = "-Djdk.net.hosts.file=" + file;
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void everyAddressOfANameIsTriedAndTlsSeesTheName() {
        assertThat(postgres()
                        .option(hosts)
                        .with("PGSSLMODE", "verify-full")
                        .with("PGSSLROOTCERT", certificates.authority().toString())
                        .connectTo(url("localhost", ""), 60))
                .isEqualTo("From where: user: the environment variable PGUSER; password: the environment variable"
                        + " PGPASSWORD; sslmode: the environment variable PGSSLMODE; sslrootcert: the environment"
                        + " variable PGSSLROOTCERT\nconnected to ::1 as postgres, TLS true");
    }

    @Test
    void anAddressThatNeverAnswersLeavesTimeForTheNext() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket dead = new ServerSocket(server.port(), 1, InetAddress.getByName("127.0.0.1"))) {
            // Once its queue is full, the system answers to nobody else.
            while (true) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(dead.getLocalSocketAddress(), 500);
                } catch (IOException full) {
                    break;
                }
            }
            assertThat(postgres().option(hosts).connectTo(url("localhost", ""), 20))
                    .endsWith("connected to ::1 as postgres, TLS true");
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void whenTimeIsOverEachAddressIsQuoted() throws IOException {
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            String url = "jdbc:postgresql://localhost:" + taken.getLocalPort() + "/shop";
            assertThat(postgres().option(hosts).connectTo(url, 1))
                    .contains("/shop as postgres: nothing accepts connections there. Expected: ")
                    .contains(" Found: 127.0.0.1: Connection refused; 0:0:0:0:0:0:0:1: Connection refused (SQLSTATE"
                            + " 08001), after ");
        }
    }

    @Test
    void anIpv6AddressWithoutANetworkForItIsNamedAsTheCause() {
        assertThat(postgres().option("-Djava.net.preferIPv4Stack=true").connectTo(url("[::1]", ""), 1))
                .contains(
                        ": no network leads there. Expected: a way to one of the host's addresses. Found: 0:0:0:0:0:0:0:1: ")
                .endsWith("Next: check network, VPN and routes; an IPv6 address needs a network with IPv6 and a JVM"
                        + " without -Djava.net.preferIPv4Stack=true, so where there is none take a host that has an IPv4"
                        + " address, such as the provider's pooler.");
    }

    @Test
    void aProxyOfTheWholeJvmIsNamedAsTheCause() throws IOException {
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            assertThat(postgres()
                            .option("-DsocksProxyHost=127.0.0.1 -DsocksProxyPort=" + taken.getLocalPort())
                            .connectTo("jdbc:postgresql://db.invalid/shop", 1))
                    .contains(": this JVM connects through the SOCKS proxy 127.0.0.1:" + taken.getLocalPort()
                            + ". Expected: a connection through it, or one without it. Found: db.invalid: ")
                    .endsWith("Next: if this server is to be reached without it, add db.invalid to"
                            + " -DsocksNonProxyHosts, or take -DsocksProxyHost out of MAVEN_OPTS and .mvn/jvm.config;"
                            + " if not, check the proxy.");
        }
    }

    @Test
    void aTimeZoneThatTheServerDoesNotKnowIsNamedAsTheCause() {
        assertThat(postgres().option("-Duser.timezone=AET").connectTo(url("[::1]", ""), 60))
                .endsWith("Cannot connect to [::1]:" + server.port() + "/postgres as postgres: the server does not know"
                        + " this JVM's time zone, AET. Expected: a name that is in the server's pg_timezone_names. Found:"
                        + " FATAL: invalid value for parameter \"TimeZone\": \"AET\" (SQLSTATE 22023). Next: run Maven with"
                        + " -Duser.timezone=UTC in MAVEN_OPTS: nothing that the plugin does depends on it.");
        assertThat(postgres().option("-Duser.timezone=UTC").connectTo(url("[::1]", ""), 60))
                .contains("connected");
    }

    @Test
    void aValueThatTheLocaleCannotDecodeIsRefused() {
        assertThat(new ConnectingJvm()
                        .shell("LC_ALL=C PGPASSWORD=$(printf 'p\\303\\274')")
                        .with("PGUSER", "postgres")
                        .connectTo(url("[::1]", ""), 60))
                .matches(
                        "Java cannot decode the value of the environment variable PGPASSWORD\\. Expected: the encoding of"
                                + " the locale \\(.+\\), or UTF-8 in a file\\. Found: something else\\. Next: set LC_ALL to a UTF-8"
                                + " locale such as C\\.UTF-8, and save files in UTF-8\\.");
    }

    @Test
    void homeIsTheVariableThenTheAccounts() throws IOException {
        passwordFile(folder, server.password());
        String account = passwordFile(Files.createDirectory(folder.resolve("account")), "wrong");
        String url = url("[::1]", "?user=postgres");
        assertThat(new ConnectingJvm()
                        .with("HOME", folder.toString())
                        .option("-Duser.home=" + account)
                        .connectTo(url, 60))
                .contains("; password: the password file " + folder + "/.pgpass\nconnected");
        // As in a container whose user has no account.
        assertThat(new ConnectingJvm()
                        .with("HOME", folder.toString())
                        .option("-Duser.home=?")
                        .connectTo(url, 60))
                .contains("\nconnected");
        assertThat(new ConnectingJvm().option("-Duser.home=" + account).connectTo(url, 60))
                .contains("source of the password: the password file " + account + "/.pgpass");
        assertThat(new ConnectingJvm().option("-Duser.home=?").connectTo(url, 60))
                .contains("source so far: none; the password file ~/.pgpass cannot be found, as neither HOME nor the"
                        + " account has a home directory");
    }

    @Test
    void systemMeansTheAuthoritiesThatJavaTrusts() {
        ConnectingJvm jvm = postgres()
                .option(hosts)
                .option("-Djavax.net.ssl.trustStore=" + folder.resolve("authority.p12"))
                .option("-Djavax.net.ssl.trustStorePassword=throw-away");
        assertThat(jvm.connectTo(url("localhost", "?sslrootcert=system"), 60)).endsWith("TLS true");
        assertThat(postgres().option(hosts).connectTo(url("localhost", "?sslrootcert=system"), 60))
                // Newer versions of Java put the alert's name between the two.
                .contains("the TLS connection could not be made. Expected: certificates and keys that satisfy"
                        + " sslmode=verify-full. Found: SSL error: ")
                .contains("PKIX path building failed");
    }

    private static ConnectingJvm postgres() {
        return new ConnectingJvm().with("PGUSER", server.user()).with("PGPASSWORD", server.password());
    }

    private static String url(String host, String query) {
        return "jdbc:postgresql://" + host + ":" + server.port() + "/postgres" + query;
    }

    private static String passwordFile(Path home, String password) throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), "*:*:*:*:" + password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return home.toString();
    }
}
