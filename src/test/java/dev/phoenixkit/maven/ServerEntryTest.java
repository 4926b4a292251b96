package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.errors.CannotRunException;
import java.nio.file.Path;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords of settings.xml, with Maven's real decrypter. */
class ServerEntryTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"hush", "p$w%&:@/?#[]'\"\\+ ;=ü日🔑", "{braces}", "{}", " "})
    void anEncryptedPasswordIsDecrypted(String password) throws Exception {
        MasterPassword master = MasterPassword.in(folder);
        ServerEntry entry = entry("deploy", master.encrypt(password));
        assertThat(entry.password(master.decrypter())).contains(new Secret(password));
    }

    @Test
    void aRemarkAroundTheEncryptedPasswordIsAllowedAsInMaven() throws Exception {
        MasterPassword master = MasterPassword.in(folder);
        ServerEntry entry = entry("deploy", "until June " + master.encrypt("hush"));
        assertThat(entry.password(master.decrypter())).contains(new Secret("hush"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hush", "p$w%&:@/?#[]'\"\\+ ;=ü日🔑", "{braces}", "pa{ss}word", "pa\\{ss\\}word", "{", "{}", " "})
    void aPlainPasswordIsTakenAsItIsWithBracesToo(String password) {
        assertThat(entry("deploy", password).password(MasterPassword.missing(folder)))
                .contains(new Secret(password));
    }

    @Test
    void anEncryptedPasswordWithoutAMasterPasswordIsAnError() throws Exception {
        String encrypted = MasterPassword.in(folder).encrypt("hush");
        assertNotDecrypted(encrypted, MasterPassword.missing(folder));
    }

    @Test
    void aPasswordEncryptedWithAnotherMasterPasswordIsAnError() throws Exception {
        // Encrypted once and for all: one in 256 such texts can be decrypted with any key, to nonsense.
        assertNotDecrypted(
                "{KJM/Gq77n3wH/OuOnmtZl0EfroupcKNC+JXjaj75W5k=}",
                MasterPassword.in(folder).decrypter());
    }

    @Test
    void aPasswordEncryptedByMaven4IsAnErrorOnMaven3() throws Exception {
        assertNotDecrypted(
                "{[name=master,cipher=AES/GCM/NoPadding,version=4.0]8f2bQOmVwVmYl1uZ}",
                MasterPassword.in(folder).decrypter());
    }

    @Test
    void anEntryMayLackUserAndPassword() {
        assertThat(entry(null, null).username()).isEmpty();
        assertThat(entry(" ", null).username()).isEmpty();
        assertThat(entry("deploy", "").password(MasterPassword.missing(folder))).isEmpty();
        assertThat(entry("deploy", null).password(MasterPassword.missing(folder)))
                .isEmpty();
    }

    private static void assertNotDecrypted(String stored, SettingsDecrypter decrypter) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> entry("deploy", stored).password(decrypter))
                .withNoCause()
                .withMessage(
                        "The password of server shop-db in settings.xml could not be decrypted. Expected: one that is"
                                + " encrypted with this machine's master password. Found: one that is encrypted with another, or"
                                + " no master password. Next: check settings-security.xml in the .m2 directory, or encrypt the"
                                + " password again with mvn --encrypt-password.");
    }

    private static ServerEntry entry(String username, String password) {
        Server server = new Server();
        server.setId("shop-db");
        server.setUsername(username);
        server.setPassword(password);
        return new ServerEntry(server);
    }
}
