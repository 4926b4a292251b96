package dev.phoenixkit.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.settings.crypto.DefaultSettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.sonatype.plexus.components.cipher.DefaultPlexusCipher;
import org.sonatype.plexus.components.cipher.PlexusCipherException;
import org.sonatype.plexus.components.sec.dispatcher.DefaultSecDispatcher;

/** Maven 3's own encryption, with a master password of the test's own. */
final class MasterPassword {
    private static final String MASTER = "the master's";

    private final Path securityFile;

    private MasterPassword(Path securityFile) {
        this.securityFile = securityFile;
    }

    /** Writes a settings-security.xml into a folder. */
    static MasterPassword in(Path folder) throws IOException, PlexusCipherException {
        String encrypted =
                new DefaultPlexusCipher().encryptAndDecorate(MASTER, DefaultSecDispatcher.SYSTEM_PROPERTY_SEC_LOCATION);
        return new MasterPassword(Files.writeString(
                folder.resolve("settings-security.xml"),
                "<settingsSecurity><master>" + encrypted + "</master></settingsSecurity>"));
    }

    /** What a machine without a master password has. */
    static SettingsDecrypter missing(Path folder) {
        return new MasterPassword(folder.resolve("missing.xml")).decrypter();
    }

    String encrypt(String password) throws PlexusCipherException {
        return new DefaultPlexusCipher().encryptAndDecorate(password, MASTER);
    }

    SettingsDecrypter decrypter() {
        return new DefaultSettingsDecrypter(
                new DefaultSecDispatcher(new DefaultPlexusCipher(), Map.of(), securityFile.toString()));
    }
}
