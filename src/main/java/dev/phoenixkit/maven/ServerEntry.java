package dev.phoenixkit.maven;

import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A server entry of settings.xml; its password is decrypted only when it is asked for. */
final class ServerEntry {
    /** What Maven's own encryption makes: Base64 of 32 bytes and more in braces, with attributes before it in Maven 4. */
    private static final Pattern ENCRYPTED = Pattern.compile("\\{(\\[[^{}]*|[A-Za-z0-9+/=\\s]{40,})}");

    private final Server server;

    ServerEntry(Server server) {
        this.server = server;
    }

    Optional<String> username() {
        return Optional.ofNullable(server.getUsername()).filter(name -> !name.isBlank());
    }

    /**
     * The password in clear, if the entry has one.
     *
     * @throws CannotRunException if it is encrypted and cannot be decrypted
     */
    Optional<Secret> password(SettingsDecrypter decrypter) {
        String stored = server.getPassword();
        if (stored == null || stored.isEmpty()) {
            return Optional.empty();
        }
        // Maven 4 has decrypted it already, and Maven 3 tries to decrypt whatever has braces.
        if (!ENCRYPTED.matcher(stored).find()) {
            return Optional.of(new Secret(stored));
        }
        String clear = decrypter
                .decrypt(new DefaultSettingsDecryptionRequest(server))
                .getServer()
                .getPassword();
        // Where decrypting fails, the result holds what was stored.
        if (clear == null || clear.equals(stored)) {
            throw new CannotRunException(ErrorMessage.what(
                            "The password of server " + server.getId() + " in settings.xml could not be decrypted")
                    .expected("one that is encrypted with this machine's master password")
                    .found("one that is encrypted with another, or no master password")
                    .next("check settings-security.xml in the .m2 directory, or encrypt the password again with mvn"
                            + " --encrypt-password"));
        }
        return Optional.of(new Secret(clear));
    }
}
