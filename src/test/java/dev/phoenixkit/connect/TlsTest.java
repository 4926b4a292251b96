package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.jdbc.Backoff;
import dev.phoenixkit.testing.Leaks;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.TestCertificates;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates of server and client, right and wrong, in URLs of both kinds. */
@Tag("database")
class TlsTest {
    private static final String KEY_PASSWORD = "key hush/%";
    private static final String NEXT =
            "Next: check sslmode, that sslrootcert names the file with the certificate of the"
                    + " authority that signed the server's, that the host in the url is one that the server's certificate is"
                    + " for, and sslcert, sslkey and sslpassword if there is a client certificate.";
    private static final Backoff NOT_ASKED = () -> {
        throw new AssertionError("another try was made where none could help");
    };

    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static OwnServer server;

    @BeforeAll
    static void start() throws IOException, GeneralSecurityException {
        certificates = TestCertificates.create(folder);
        server = OwnServer.builder()
                .ssl(certificates.serverCertificate(), certificates.serverKey())
                .clientAuthority(certificates.authority())
                .hba("hostnossl all all all reject")
                .hba("hostssl certified all all scram-sha-256 clientcert=verify-full")
                .start();
        server.createDatabase("certified");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssl=true", "sslmode=require"})
    void anApplicationsUrlThatAsksForTlsGetsIt(String option) throws SQLException {
        assertEncrypted(DatabaseUrl.parse("ecto://127.0.0.1:" + server.port() + "/postgres?" + option));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql", "ecto", "postgres", "postgresql"})
    void theRightAuthorityAndHostSatisfyVerifyFull(String scheme) throws SQLException {
        assertEncrypted(verified(scheme, "localhost", "postgres", certificates.authority(), ""));
        assertEncrypted(verified(scheme, "127.0.0.1", "postgres", certificates.authority(), ""));
    }

    @Test
    void aJdbcUrlWithSslAloneIsVerifiedInFullAsTheDriverDoes() throws SQLException {
        String start = "jdbc:postgresql://localhost:" + server.port() + "/postgres?ssl=true&sslrootcert=";
        assertEncrypted(DatabaseUrl.parse(start + encode(certificates.authority())));
        assertTlsFailure(
                DatabaseUrl.parse(start + encode(certificates.clientCertificate())),
                "sslmode=verify-full",
                "SSL error: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql", "ecto"})
    void anotherAuthoritysCertificateSaysWhatToCheck(String scheme) {
        assertTlsFailure(
                verified(scheme, "localhost", "postgres", certificates.clientCertificate(), ""),
                "sslmode=verify-full",
                "SSL error: ");
    }

    @Test
    void aCertificateForAnotherHostSaysWhatToCheck() throws IOException {
        // The client's certificate is for client.invalid and signed by the same authority.
        Path key = KeyFiles.toPem(certificates.clientKey());
        try (OwnServer elsewhere =
                OwnServer.builder().ssl(certificates.clientCertificate(), key).start()) {
            String url = "jdbc:postgresql://localhost:" + elsewhere.port() + "/postgres?sslrootcert="
                    + encode(certificates.authority()) + "&sslmode=";
            assertTlsFailure(
                    DatabaseUrl.parse(url + "verify-full"),
                    "sslmode=verify-full",
                    "The hostname localhost could not be verified");
            open(DatabaseUrl.parse(url + "verify-ca"), elsewhere.password()).close();
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMissingRootCertificateIsNamed() {
        Path missing = folder.resolve("missing.crt");
        assertTlsFailure(
                verified("ecto", "localhost", "postgres", missing, ""),
                "sslmode=verify-full",
                "Could not open SSL root certificate file " + missing);
    }

    @Test
    void aRootCertificateThatIsNoneIsNamed() throws IOException {
        Path garbage = Files.writeString(folder.resolve("garbage.crt"), "garbage");
        assertTlsFailure(
                verified("ecto", "localhost", "postgres", garbage, ""),
                "sslmode=verify-full",
                "Loading the SSL root certificate " + garbage);
    }

    @Test
    void aFactoryThatIsNotThereIsNamed() {
        assertThat(fails(DatabaseUrl.parse(server.url("postgres") + "?sslmode=require&sslfactory=com.example.Missing")))
                .hasMessageContaining("a class that the url names cannot be used")
                .hasMessageContaining("com.example.Missing");
    }

    @Test
    void aServerThatDemandsTlsRefusesPlainText() {
        CannotRunException e = fails(DatabaseUrl.parse(server.url("postgres") + "?sslmode=disable"));
        assertThat(e)
                .hasMessageContaining("the server does not let this user in from here")
                .hasMessageContaining("no encryption")
                .hasMessageContaining("whether the server demands TLS (sslmode=require)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql", "ecto"})
    void aClientCertificateIsShownToTheServer(String scheme) throws SQLException {
        assertEncrypted(verified(
                scheme,
                "localhost",
                "certified",
                certificates.authority(),
                client(certificates.clientCertificate(), certificates.clientKey())));
    }

    @Test
    void anEncryptedClientKeyIsOpenedWithItsPassword() throws Exception {
        String client =
                client(certificates.clientCertificate(), KeyFiles.encrypt(certificates.clientKey(), KEY_PASSWORD));
        assertEncrypted(verified(
                "ecto",
                "localhost",
                "certified",
                certificates.authority(),
                client + "&sslpassword=" + URLEncoder.encode(KEY_PASSWORD, StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&sslpassword=hush+wrong"})
    void anEncryptedClientKeyWithoutItsPasswordFailsAndAsksNobody(String option) throws Exception {
        Path key = KeyFiles.encrypt(certificates.clientKey(), KEY_PASSWORD);
        CannotRunException e = assertTlsFailure(
                verified(
                        "ecto",
                        "localhost",
                        "certified",
                        certificates.authority(),
                        client(certificates.clientCertificate(), key) + option),
                "sslmode=verify-full",
                "Could not decrypt SSL key file " + key);
        Leaks.assertNone(e, "hush wrong");
    }

    @Test
    void noClientCertificateWhereOneIsDemandedSaysSo() {
        CannotRunException e = fails(verified("ecto", "localhost", "certified", certificates.authority(), ""));
        assertThat(e)
                .hasMessageContaining("the server does not let this user in from here")
                .hasMessageContaining("Found: FATAL: connection requires a valid client certificate (SQLSTATE 28000)")
                .hasMessageContaining("a client certificate (sslcert, sslkey)");
    }

    @Test
    void aClientCertificateOfAnotherAuthorityIsNotAccepted() {
        // This server takes a certificate for its only authority that has signed nothing.
        try (OwnServer elsewhere = OwnServer.builder()
                .ssl(certificates.serverCertificate(), certificates.serverKey())
                .clientAuthority(certificates.serverCertificate())
                .hba("hostssl all all all scram-sha-256 clientcert=verify-ca")
                .start()) {
            String url = "ecto://localhost:" + elsewhere.port() + "/postgres?sslmode=require"
                    + client(certificates.clientCertificate(), certificates.clientKey());
            CannotRunException e = catchThrowableOfType(
                    CannotRunException.class, () -> open(DatabaseUrl.parse(url), elsewhere.password()));
            assertThat(e)
                    .hasMessageContaining("FATAL: connection requires a valid client certificate (SQLSTATE 28000)")
                    .hasMessageContaining("a client certificate (sslcert, sslkey)");
        }
    }

    private static DatabaseUrl verified(String scheme, String host, String database, Path authority, String more) {
        return DatabaseUrl.parse(scheme + "://" + host + ":" + server.port() + "/" + database
                + "?sslmode=verify-full&sslrootcert=" + encode(authority) + more);
    }

    private static String client(Path certificate, Path key) {
        return "&sslcert=" + encode(certificate) + "&sslkey=" + encode(key);
    }

    private static String encode(Path path) {
        return URLEncoder.encode(path.toString(), StandardCharsets.UTF_8);
    }

    private static CannotRunException assertTlsFailure(DatabaseUrl url, String expected, String found) {
        CannotRunException e = fails(url);
        assertThat(e)
                .hasMessageContaining(": the TLS connection could not be made. Expected: certificates and keys that"
                        + " satisfy " + expected + ". Found: " + found)
                .hasMessageEndingWith(" (SQLSTATE 08006). " + NEXT);
        assertThat(e.getCause()).isInstanceOf(SQLException.class);
        Leaks.assertNone(e, server.password());
        return e;
    }

    private static CannotRunException fails(DatabaseUrl url) {
        return catchThrowableOfType(CannotRunException.class, () -> open(url, server.password()));
    }

    private static void assertEncrypted(DatabaseUrl url) throws SQLException {
        try (Connection connection = open(url, server.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getBoolean(1)).isTrue();
        }
    }

    private static Connection open(DatabaseUrl url, String password) {
        ConnectionSettings settings =
                url.settings("postgres", Optional.of(new Secret(password)), "the test", Duration.ofSeconds(60));
        return Connector.open(settings, NOT_ASKED);
    }
}
