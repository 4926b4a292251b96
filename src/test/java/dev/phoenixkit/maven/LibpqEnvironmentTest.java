package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.PercentEncoding;
import dev.phoenixkit.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What libpq's variables say of TLS and of logging in, on a server without TLS and on one that has it. */
@Tag("database")
class LibpqEnvironmentTest {
    @TempDir
    static Path folder;

    private static TestCertificates certificates;
    private static OwnServer plain;
    private static OwnServer encrypted;

    @TempDir
    Path home;

    private TestBuild build;

    @BeforeAll
    static void start() throws Exception {
        certificates = TestCertificates.create(folder);
        plain = OwnServer.builder().hba("host all trusted all trust").start();
        encrypted = OwnServer.builder()
                .ssl(certificates.serverCertificate(), certificates.serverKey())
                .clientAuthority(certificates.authority())
                .hba("hostnossl all all all reject")
                .hba("hostssl certified all all cert")
                .start();
        plain.maintenance().execute("CREATE ROLE trusted LOGIN");
        encrypted.createDatabase("certified");
    }

    @AfterAll
    static void stop() {
        plain.close();
        encrypted.close();
    }

    @BeforeEach
    void environment() {
        build = new TestBuild(home);
        set("PGUSER", plain.user());
        set("PGPASSWORD", plain.password());
    }

    @Test
    void verifyFullIsRefusedByAServerWithoutTls() {
        set("PGSSLMODE", "verify-full");
        set("PGSSLROOTCERT", certificates.authority());
        assertThat(failure(plain, ""))
                .contains("as postgres: server and client did not agree on how to log in. Expected: TLS where"
                        + " sslmode=verify-full needs it, and a way to log in that both sides have. Found: ")
                .contains("(SQLSTATE 08004). Next: if the server has no TLS, check sslmode;");
    }

    @Test
    void verifyFullRefusesAnUnknownCertificate() {
        set("PGSSLMODE", "verify-full");
        set("PGSSLROOTCERT", certificates.clientCertificate());
        assertThat(failure(encrypted, ""))
                .contains("the TLS connection could not be made. Expected: certificates and keys that satisfy"
                        + " sslmode=verify-full. Found: SSL error: ");
    }

    @Test
    void verifyFullTakesTheRightCertificate() throws SQLException {
        set("PGSSLMODE", "verify-full");
        set("PGSSLROOTCERT", certificates.authority());
        assertThat(connect(encrypted, "")).isTrue();
        assertThat(origins(encrypted, ""))
                .isEqualTo("From where: user: the environment variable PGUSER; password: the environment variable"
                        + " PGPASSWORD; sslmode: the environment variable PGSSLMODE; sslrootcert: the environment variable"
                        + " PGSSLROOTCERT");
    }

    @Test
    void theUrlWinsAndTheLogSaysSo() throws SQLException {
        set("PGSSLMODE", "verify-full");
        set("PGSSLROOTCERT", certificates.authority());
        set("PGCHANNELBINDING", "require");
        String query = "?sslmode=disable&channelBinding=prefer&sslrootcert="
                + PercentEncoding.encode(certificates.authority().toString());
        assertThat(connect(plain, query)).isFalse();
        assertThat(origins(plain, query))
                .endsWith("PGPASSWORD; PGSSLMODE=verify-full is not used, as the url says sslmode=disable;"
                        + " PGCHANNELBINDING=require is not used, as the url says channelBinding=prefer");
        // Wrong, but not used.
        set("PGSSLMODE", "on");
        assertThat(origins(plain, "?ssl=true")).contains("PGSSLMODE=on is not used, as the url says ssl=true");
    }

    @Test
    void aRootCertificateIsCheckedWhereverItIsNamed() {
        set("PGSSLMODE", "require");
        set("PGSSLROOTCERT", certificates.clientCertificate());
        assertThat(failure(encrypted, "")).contains("satisfy sslmode=verify-ca. Found: SSL error: ");
    }

    @Test
    void aRootCertificateInItsUsualPlaceIsCheckedToo() throws Exception {
        set("PGSSLMODE", "require");
        assertThat(connect(encrypted, "")).isTrue();
        Path authority = Files.createDirectory(home.resolve(".postgresql")).resolve("root.crt");
        Files.copy(certificates.clientCertificate(), authority);
        assertThat(failure(encrypted, "")).contains("satisfy sslmode=verify-ca. Found: SSL error: ");
        Files.copy(certificates.authority(), authority, StandardCopyOption.REPLACE_EXISTING);
        assertThat(connect(encrypted, "")).isTrue();
    }

    @Test
    void aClientCertificateIsShown() throws Exception {
        assertThat(failure(encrypted, "certified", "")).contains("connection requires a valid client certificate");
        set("PGSSLCERT", certificates.clientCertificate());
        set("PGSSLKEY", certificates.clientKey());
        assertThat(connect(encrypted, "certified", "")).isTrue();
        build.environment.remove("PGSSLCERT");
        build.environment.remove("PGSSLKEY");

        Path directory = Files.createDirectory(home.resolve(".postgresql"));
        Files.copy(certificates.clientCertificate(), directory.resolve("postgresql.crt"));
        Path key = Files.copy(
                certificates.clientKey(), directory.resolve("postgresql.key"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(certificates.authority(), directory.resolve("root.crt"));
        assertThat(connect(encrypted, "certified", "?sslmode=verify-full")).isTrue();
        Files.move(key, directory.resolve("postgresql.pk8"));
        assertThat(connect(encrypted, "certified", "")).isTrue();
        set("HOME", folder);
        assertThat(failure(encrypted, "certified", "")).contains("connection requires a valid client certificate");
    }

    @ParameterizedTest
    @CsvSource({"PGCHANNELBINDING, require", "PGREQUIREAUTH, md5", "PGREQUIREAUTH, '!scram-sha-256,!none'"})
    void aServerThatDoesNotLogInAsDemandedIsRefused(String variable, String value) {
        set(variable, value);
        assertThat(failure(plain, "")).contains("server and client did not agree on how to log in");
    }

    @Test
    void requireAuthIsAListAndRefusesAServerThatAsksForNothing() throws SQLException {
        set("PGREQUIREAUTH", "md5,scram-sha-256");
        assertThat(connect(plain, "")).isFalse();
        set("PGUSER", "trusted");
        assertThat(failure(plain, "")).contains("server and client did not agree on how to log in");
        assertThat(connect(plain, "?require_auth=none,password")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PGSSLMODE        | on           | has the unknown value on. Expected: disable, allow, prefer, require, verify-ca, verify-full. Next: correct it.
            PGSSLMODE        | 'require'    | has an unknown value. Expected: disable, allow, prefer, require, verify-ca, verify-full. Next: correct it.
            PGCHANNELBINDING | yes          | has the unknown value yes. Expected: disable, prefer, require. Next: correct it.
            PGREQUIREAUTH    | md5,password1 | has an unknown value. Expected: password, md5, gss, sspi, scram-sha-256, none, !password, !md5, !gss, !sspi, !scram-sha-256, !none. Next: correct it.
            """, quoteCharacter = '#')
    void aValueThatNoOneKnowsIsAnError(String variable, String value, String message) {
        set(variable, value);
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(plain, "postgres", ""))
                .withMessage("The environment variable " + variable + " " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"require", "prefer", "disable"})
    void systemAuthoritiesNeedFullVerification(String mode) {
        set("PGSSLROOTCERT", "system");
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(encrypted, "postgres", "?sslmode=" + mode))
                .withMessage("In the database url, sslrootcert=system and sslmode=" + mode + " contradict each other."
                        + " Expected: sslmode=verify-full, as anybody can have a certificate of a well-known authority."
                        + " Next: correct one of the two, in the url or in PGSSLROOTCERT and PGSSLMODE.");
    }

    /** Whatever decides where a run goes is not read. */
    @Test
    void noVariableSaysWhichServerOrDatabase() {
        for (String variable :
                List.of("PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE", "PGSERVICEFILE", "PGOPTIONS")) {
            set(variable, "elsewhere");
        }
        assertThat(resolve(plain, "postgres", "").settings().describe())
                .isEqualTo("127.0.0.1:" + plain.port() + "/postgres as postgres");
        assertThat(resolve(plain, "postgres", "").settings().options()).isEmpty();
    }

    private void set(String variable, Object value) {
        build.environment.put(variable, value.toString());
    }

    private ConnectionParameters.Connection resolve(OwnServer server, String database, String query) {
        return build.resolve(new ConnectionParameters(server.url(database) + query, null, null, null, null, 60));
    }

    private String origins(OwnServer server, String query) {
        return resolve(server, "postgres", query).origins();
    }

    private boolean connect(OwnServer server, String query) throws SQLException {
        return connect(server, "postgres", query);
    }

    /** Whether the connection is encrypted. */
    private boolean connect(OwnServer server, String database, String query) throws SQLException {
        try (Connection connection =
                        Connector.open(resolve(server, database, query).settings());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private String failure(OwnServer server, String query) {
        return failure(server, "postgres", query);
    }

    private String failure(OwnServer server, String database, String query) {
        return catchThrowableOfType(CannotRunException.class, () -> connect(server, database, query))
                .getMessage();
    }
}
