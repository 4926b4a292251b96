package dev.phoenixkit.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** A private key of PKCS#8 in DER, written in other ways into a new file beside it. */
final class KeyFiles {
    private static final String ALGORITHM = "PBEWithMD5AndDES";

    private KeyFiles() {}

    static Path toPem(Path key) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(Files.readAllBytes(key));
        Path file = Files.createTempFile(key.getParent(), "key", ".pem");
        return Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
    }

    static Path encrypt(Path key, String password) throws IOException, GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(ALGORITHM);
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
        cipher.init(Cipher.ENCRYPT_MODE, SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec));
        AlgorithmParameters parameters = cipher.getParameters();
        byte[] encrypted = cipher.doFinal(Files.readAllBytes(key));
        Path file = Files.createTempFile(key.getParent(), "encrypted", ".pk8");
        Files.write(file, new EncryptedPrivateKeyInfo(parameters, encrypted).getEncoded());
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
