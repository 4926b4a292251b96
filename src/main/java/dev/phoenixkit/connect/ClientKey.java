package dev.phoenixkit.connect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * The private key of a client certificate. The driver reads PKCS#8, in PEM without a password and in DER with one of the older
 * encryptions; which of the newer ones it reads depends on the JDK.
 */
final class ClientKey {
    private static final int LONGEST = 65536;

    private ClientKey() {}

    /** The algorithm of the certificate's key, which the driver wants to be told of a key in PEM. */
    static Optional<String> algorithm(ConnectionSettings settings) {
        return settings.option("sslcert").flatMap(file -> {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                return Optional.of(CertificateFactory.getInstance("X.509")
                        .generateCertificate(in)
                        .getPublicKey()
                        .getAlgorithm());
            } catch (IOException | GeneralSecurityException | InvalidPathException e) {
                // The driver says what is wrong, if it needs the file at all.
                return Optional.empty();
            }
        });
    }

    /** Whether a failure says that the key's form is one that the driver or the JDK does not read. */
    static boolean isUnreadable(ConnectionSettings settings, List<Throwable> causes) {
        return settings.option("sslkey")
                        .filter(file -> !file.matches("(?i).*\\.(p12|pfx)"))
                        .isPresent()
                && causes.stream().noneMatch(e -> e instanceof SSLException || e instanceof CertificateException)
                && causes.stream().anyMatch(e -> isAboutForm(e));
    }

    private static boolean isAboutForm(Throwable e) {
        return e instanceof NoSuchAlgorithmException
                || e instanceof IllegalArgumentException
                || e.getClass() == IOException.class;
    }

    /** The command that makes a key of it that every JDK reads, encrypted if it was. */
    static String conversion(ConnectionSettings settings) {
        return settings.option("sslkey")
                .map(file -> {
                    String start = start(file);
                    boolean pem = start.contains("-----BEGIN");
                    boolean plain = pem && !start.contains("ENCRYPTED");
                    return "openssl pkcs8 -topk8" + (pem ? "" : " -inform DER") + " -in " + quoted(file)
                            + " -outform DER -out " + quoted(file + ".pk8")
                            + (plain ? " -nocrypt" : " -v1 PBE-SHA1-3DES");
                })
                .orElse("");
    }

    private static String start(String file) {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        } catch (IOException | InvalidPathException e) {
            return "";
        }
    }

    /** For a POSIX shell. */
    private static String quoted(String file) {
        return "'" + file.replace("'", "'\\''") + "'";
    }
}
