package dev.phoenixkit.maven;

import dev.phoenixkit.postgres.CannotRunException;
import dev.phoenixkit.postgres.Secret;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** A server entry of settings.xml; its password is decrypted only when it is asked for. */
final class ServerEntry {
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
    Optional<Secret> password(BuildSources build) {
        String stored = server.getPassword();
        if (stored == null || stored.isEmpty()) {
            return Optional.empty();
        }
        SettingsDecryptionResult result = build.decrypter().decrypt(new DefaultSettingsDecryptionRequest(server));
        String clear = result.getServer().getPassword();
        boolean failed = result.getProblems().stream()
                .anyMatch(problem -> problem.getSeverity() != SettingsProblem.Severity.WARNING);
        if (failed || isEncrypted(clear)) {
            throw new CannotRunException("The password of server " + server.getId() + " in settings.xml could not be"
                    + " decrypted. Expected: a password that this machine's master password decrypts. Found: one that is"
                    + " encrypted with another, or no master password. Next: check settings-security.xml in the .m2"
                    + " directory (Maven 4: settings-security4.xml), or encrypt the password again with mvn"
                    + " --encrypt-password (Maven 4: mvnenc encrypt). If the password is not encrypted but has braces in"
                    + " it, Maven takes it for one that is: give it by PGPASSWORD or a password file.");
        }
        return Optional.ofNullable(clear).map(Secret::new);
    }

    /** Maven leaves what it cannot decrypt as it is: Base64 in braces. */
    private static boolean isEncrypted(String password) {
        return password != null && password.startsWith("{") && password.endsWith("}");
    }
}
