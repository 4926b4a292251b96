package dev.phoenixkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Throw-away certificates, made with the JDK's keytool: an authority, and signed by it a server's for {@code localhost}
 * and 127.0.0.1 and a client's for the role {@code postgres}.
 *
 * @param authority the authority's certificate, in PEM
 * @param serverCertificate the server's, in PEM
 * @param serverKey the server's key, PKCS#8 in PEM
 * @param clientCertificate the client's, in PEM
 * @param clientKey the client's key, PKCS#8 in DER, as pgjdbc wants it
 */
public record TestCertificates(
        Path authority, Path serverCertificate, Path serverKey, Path clientCertificate, Path clientKey) {
    private static final String PASSWORD = "throw-away";

    /** Makes a set in a folder, with keys of EC. */
    public static TestCertificates create(Path folder) throws IOException, GeneralSecurityException {
        return create(folder, "EC");
    }

    /** Makes a set in a folder, with keys of this algorithm, in the words of {@code keytool}. */
    public static TestCertificates create(Path folder, String algorithm) throws IOException, GeneralSecurityException {
        generate(folder, algorithm, "authority", "CN=Authority-" + algorithm, "BasicConstraints:critical=ca:true");
        keytool(folder, "authority", "-exportcert -rfc -alias authority -file authority.crt");
        sign(folder, algorithm, "server", "CN=localhost", "SAN=dns:localhost,ip:127.0.0.1");
        sign(folder, algorithm, "client", "CN=postgres", "SAN=dns:client.invalid");
        String key = Base64.getMimeEncoder().encodeToString(key(folder, "server"));
        Path serverKey = folder.resolve("server.key");
        Files.writeString(serverKey, "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        Path clientKey = Files.write(folder.resolve("client.pk8"), key(folder, "client"));
        Files.setPosixFilePermissions(clientKey, PosixFilePermissions.fromString("rw-------"));
        return new TestCertificates(
                folder.resolve("authority.crt"),
                folder.resolve("server.crt"),
                serverKey,
                folder.resolve("client.crt"),
                clientKey);
    }

    private static void generate(Path folder, String algorithm, String name, String subject, String extension) {
        keytool(
                folder,
                name,
                "-genkeypair -keyalg " + algorithm + " -validity 30 -alias " + name + " -dname " + subject + " -ext "
                        + extension);
    }

    private static void sign(Path folder, String algorithm, String name, String subject, String extension) {
        generate(folder, algorithm, name, subject, extension);
        keytool(folder, name, "-certreq -alias " + name + " -file request");
        keytool(
                folder,
                "authority",
                "-gencert -rfc -validity 30 -alias authority -infile request -outfile " + name + ".crt -ext "
                        + extension);
    }

    /** Without spaces in what it is told: all its files are in the folder that it runs in. */
    private static void keytool(Path folder, String store, String arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        ChildJvm.SHORT_LIVED.forEach(option -> command.add("-J" + option));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", store + ".p12", "-storetype", "PKCS12", "-storepass", PASSWORD));
        Command.runIn(folder, command);
    }

    private static byte[] key(Path folder, String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(folder.resolve(name + ".p12").toFile(), PASSWORD.toCharArray());
        return store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    }
}
