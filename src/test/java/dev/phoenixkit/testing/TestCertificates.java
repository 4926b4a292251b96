package dev.phoenixkit.testing;

import java.io.IOException;
import java.io.InputStream;
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

    /** Makes a set in a folder. */
    public static TestCertificates create(Path folder) throws IOException, GeneralSecurityException {
        Path authorityStore =
                generate(folder, "authority", "CN=Authority of the tests", "BasicConstraints:critical=ca:true");
        Path authority = pem(
                folder.resolve("authority.crt"),
                "CERTIFICATE",
                load(authorityStore).getCertificate("authority").getEncoded());
        KeyStore server = signed(folder, authorityStore, "server", "CN=localhost", "SAN=dns:localhost,ip:127.0.0.1");
        KeyStore client = signed(folder, authorityStore, "client", "CN=postgres", "SAN=dns:client.invalid");
        Path clientKey = Files.write(folder.resolve("client.pk8"), key(client, "client"));
        Files.setPosixFilePermissions(clientKey, PosixFilePermissions.fromString("rw-------"));
        return new TestCertificates(
                authority,
                pem(
                        folder.resolve("server.crt"),
                        "CERTIFICATE",
                        server.getCertificate("server").getEncoded()),
                pem(folder.resolve("server.key"), "PRIVATE KEY", key(server, "server")),
                pem(
                        folder.resolve("client.crt"),
                        "CERTIFICATE",
                        client.getCertificate("client").getEncoded()),
                clientKey);
    }

    private static Path generate(Path folder, String name, String subject, String extension) {
        Path store = folder.resolve(name + ".p12");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                subject,
                "-ext",
                extension,
                "-keyalg",
                "EC",
                "-validity",
                "30");
        return store;
    }

    private static KeyStore signed(Path folder, Path authorityStore, String name, String subject, String extension)
            throws IOException, GeneralSecurityException {
        Path store = generate(folder, name, subject, extension);
        Path request = folder.resolve(name + ".csr");
        Path answer = folder.resolve(name + ".signed");
        keytool(store, "-certreq", "-alias", name, "-file", request.toString());
        keytool(
                authorityStore,
                "-gencert",
                "-alias",
                "authority",
                "-ext",
                extension,
                "-validity",
                "30",
                "-infile",
                request.toString(),
                "-outfile",
                answer.toString());
        keytool(
                store,
                "-importcert",
                "-noprompt",
                "-alias",
                "authority",
                "-file",
                folder.resolve("authority.crt").toString());
        keytool(store, "-importcert", "-noprompt", "-alias", name, "-file", answer.toString());
        return load(store);
    }

    private static void keytool(Path store, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Command.run(command);
    }

    private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
        KeyStore loaded = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            loaded.load(in, PASSWORD.toCharArray());
        }
        return loaded;
    }

    private static byte[] key(KeyStore store, String name) throws GeneralSecurityException {
        return store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    }

    private static Path pem(Path file, String label, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n");
    }
}
