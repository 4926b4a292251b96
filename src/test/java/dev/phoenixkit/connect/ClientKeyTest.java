package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.Leaks;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.PercentEncoding;
import dev.phoenixkit.testing.TestCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client's key in every form that openssl writes: it works, or the message has the command after which it does. */
@Tag("database")
class ClientKeyTest {
    private static final String PASSWORD = "key hush/%";
    private static final Pattern COMMAND = Pattern.compile(
            "the client certificate's key cannot be read\\. Expected: an RSA or EC key in PKCS#8: PEM without a password,"
                    + " or DER\\. Found: .+ \\(SQLSTATE 08006\\)\\. Next: convert it: (openssl pkcs8 .*); then chmod 600 the"
                    + " new file and name it in sslkey\\.");

    @TempDir
    static Path folder;

    private static Map<String, TestCertificates> certificates;
    private static OwnServer server;

    @BeforeAll
    static void start() throws Exception {
        try {
            sh("openssl version | grep '^OpenSSL [3-9]'");
        } catch (AssertionError e) {
            Assumptions.abort("openssl 3 is not installed, so no form of a key was tried");
        }
        certificates = Map.of(
                "RSA", TestCertificates.create(Files.createDirectory(folder.resolve("rsa")), "RSA"),
                "EC", TestCertificates.create(Files.createDirectory(folder.resolve("ec")), "EC"));
        Path authorities = folder.resolve("authorities.crt");
        for (TestCertificates each : certificates.values()) {
            Files.writeString(
                    authorities,
                    Files.readString(each.authority()),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        server = OwnServer.builder()
                .ssl(
                        certificates.get("EC").serverCertificate(),
                        certificates.get("EC").serverKey())
                .clientAuthority(authorities)
                .hba("hostssl all all all cert")
                .start();
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, key.pem, openssl pkey -inform DER -in KEY -out FILE",
        "EC, key.pem, openssl pkey -inform DER -in KEY -out FILE",
        "RSA, client.key, openssl pkey -inform DER -in KEY -out FILE",
        "EC, client.key, openssl pkey -inform DER -in KEY -out FILE",
        "RSA, key.pk8, cp KEY FILE",
        "EC, key.der, cp KEY FILE",
        "RSA, key.pk8, openssl pkcs8 -topk8 -inform DER -in KEY -outform DER -out FILE -v1 PBE-SHA1-3DES -passout PASS",
        "EC, key.pk8, openssl pkcs8 -topk8 -inform DER -in KEY -outform DER -out FILE -v1 PBE-SHA1-3DES -passout PASS",
    })
    void aKeyThatTheDocumentsPromiseWorks(String algorithm, String name, String command) throws Exception {
        connect(algorithm, make(algorithm, name, command));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, old.pem, openssl pkey -traditional -inform DER -in KEY -out FILE",
        "EC, old.key, openssl pkey -traditional -inform DER -in KEY -out FILE",
        "RSA, it's old.key, openssl pkey -traditional -inform DER -in KEY -out FILE -aes256 -passout PASS",
        "EC, old.pem, openssl pkey -traditional -inform DER -in KEY -out FILE -aes256 -passout PASS",
        "RSA, new.pem, openssl pkcs8 -topk8 -inform DER -in KEY -out FILE -passout PASS",
        "EC, new.key, openssl pkcs8 -topk8 -inform DER -in KEY -out FILE -passout PASS",
        // A JDK after 17 may read these.
        "RSA, new.pk8, openssl pkcs8 -topk8 -inform DER -in KEY -outform DER -out FILE -passout PASS",
        "EC, new.der, openssl pkcs8 -topk8 -inform DER -in KEY -outform DER -out FILE -passout PASS",
    })
    void anyOtherKeyWorksAfterTheCommandThatTheMessageHas(String algorithm, String name, String command)
            throws Exception {
        Path key = make(algorithm, name, command);
        try {
            connect(algorithm, key);
            assertThat(name).matches("new\\.(pk8|der)");
        } catch (CannotRunException e) {
            Leaks.assertNone(e, PASSWORD);
            Matcher conversion = COMMAND.matcher(e.getMessage());
            assertThat(conversion.find()).as(e.getMessage()).isTrue();
            sh(conversion.group(1) + " -passin PASS -passout PASS");
            Path converted = Path.of(key + ".pk8");
            assertThat(Files.readString(converted, StandardCharsets.ISO_8859_1)).doesNotContain("BEGIN");
            sh("chmod 600 '" + converted.toString().replace("'", "'\\''") + "'");
            connect(algorithm, converted);
            // What had a password still has one.
            assertThat(conversion.group(1).contains("-nocrypt")).isEqualTo(!command.contains("-passout"));
        }
    }

    private static Path make(String algorithm, String name, String command) throws IOException, InterruptedException {
        Path file = Files.createTempDirectory(folder, "key").resolve(name);
        sh(command.replace("KEY", certificates.get(algorithm).clientKey().toString())
                        .replace("FILE", "\"" + file + "\"")
                + " && chmod 600 \"" + file + "\"");
        return file;
    }

    private static void connect(String algorithm, Path key) throws SQLException {
        String url = "jdbc:postgresql://localhost:" + server.port() + "/postgres?sslmode=verify-full&sslrootcert="
                + PercentEncoding.encode(certificates.get("EC").authority().toString()) + "&sslcert="
                + PercentEncoding.encode(
                        certificates.get(algorithm).clientCertificate().toString())
                + "&sslkey=" + PercentEncoding.encode(key.toString()) + "&sslpassword="
                + PercentEncoding.encode(PASSWORD);
        Connector.open(
                        DatabaseUrl.parse(url)
                                .settings("postgres", Optional.empty(), "the test", ConnectingServer.LONG),
                        ConnectingServer.NOT_ASKED)
                .close();
    }

    private static void sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command.replace("PASS", "'pass:" + PASSWORD + "'"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
