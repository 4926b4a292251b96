package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phoenixkit.errors.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFileTest {
    private static final ServerAddress SERVER = new ServerAddress("db.example.com", 5432);

    @TempDir
    Path home;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = home.resolve(".pgpass");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "db.example.com:5432:shop:deploy:hush -> hush",
                "*:*:*:*:hush -> hush",
                "*:5432:*:deploy:hush -> hush",
                "db.example.com:5432:shop:deploy:hu\\:sh\\\\x -> hu:sh\\x",
                "db.example.com:5432:shop:deploy:h\\u\\s\\h -> hush",
                "db.example.com:5432:shop:deploy:hush:more -> hush",
                "db.example.com:5432:shop:deploy:hush\\ -> hush\\",
                "db.example.com:5432:shop:deploy:' hush ' -> ' hush '",
                "db\\.example.com:5432:shop:deploy:hush -> hush",
                "db.example.com:5432:shop:deploy:p$%&@/ü日🔑{}'\"#*=+ -> p$%&@/ü日🔑{}'\"#*=+",
            })
    void aLineThatFitsGivesItsPassword(String line, String password) throws IOException {
        write(line.replace("' ", " ").replace(" '", " "));
        assertThat(find()).contains(password.replace("' ", " ").replace(" '", " "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "#db.example.com:5432:shop:deploy:hush",
                "db.example.com",
                "db.example.com:5432:shop:deploy",
                "db.example.com:5432:shop:deploy:",
                "db.example.co:5432:shop:deploy:hush",
                "db.example.com:543:shop:deploy:hush",
                "db.example.com:5432:Shop:deploy:hush",
                "db.example.com:5432:shop:deploye:hush",
                "**:5432:shop:deploy:hush",
                "db.example.com:5432:shop:deploy\\:hush",
            })
    void aLineThatDoesNotFitGivesNone(String line) throws IOException {
        write(line);
        assertThat(find()).isEmpty();
    }

    @Test
    void theFirstLineThatFitsDecides() throws IOException {
        write("*:*:other:*:no", "*:*:shop:*:first", "db.example.com:5432:shop:deploy:second");
        assertThat(find()).contains("first");
    }

    @Test
    void namesWithColonsAndBackslashesAreEscapedInTheFile() throws IOException {
        write("\\:\\:1:5432:s\\:h\\\\p:deploy:hush");
        assertThat(passwordFile().find(List.of(new ServerAddress("[::1]", 5432)), "s:h\\p", "deploy"))
                .contains(new Secret("hush"));
    }

    @Test
    void severalServersHaveOnePassword() throws IOException {
        write("a:*:*:*:hush", "b:*:*:*:hush");
        assertThat(passwordFile().find(addresses("a", "b"), "shop", "deploy")).contains(new Secret("hush"));
        assertThat(passwordFile().find(addresses("c", "d"), "shop", "deploy")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b:*:*:*:other", "# none for b"})
    void serversWithDifferentPasswordsAreRefused(String secondLine) throws IOException {
        write("a:*:*:*:hush", secondLine);
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> passwordFile().find(addresses("a", "b"), "shop", "deploy"))
                .withMessage("The password file " + file + " does not give one password for all servers of the url."
                        + " Expected: the same for each of them. Found: different ones, or none for some. Next: make the"
                        + " lines agree, or give the password by serverId or PGPASSWORD.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw--w----"})
    void aFileThatOthersHaveAccessToIsIgnoredAsLibpqDoes(String permissions) throws IOException {
        write("*:*:*:*:hush");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThat(find()).isEmpty();
        assertThat(passwordFile().flaw()).contains("is ignored, as others have access to it: chmod 600 it");
    }

    @Test
    void aFileThatIsNotThereGivesNone() {
        assertThat(find()).isEmpty();
        assertThat(passwordFile().flaw()).contains("does not exist or is no plain file");
    }

    @Test
    void aDirectoryGivesNone() throws IOException {
        Files.createDirectory(file);
        assertThat(find()).isEmpty();
    }

    @Test
    void bytesThatAreNotUtf8InAnotherLineDoNotMatter() throws IOException {
        write("x");
        Files.write(file, "other:*:*:*:\u00fc\n*:*:*:*:hush".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        assertThat(find()).contains("hush");
    }

    @Test
    void theFileThatPgpassfileNamesWins() throws IOException {
        write("*:*:*:*:no");
        file = home.resolve("mine");
        write("*:*:*:*:hush");
        PasswordFile named =
                PasswordFile.from(variable -> variable.equals("PGPASSFILE") ? file.toString() : null, home.toString());

        assertThat(named.find(List.of(SERVER), "shop", "deploy")).contains(new Secret("hush"));
        assertThat(named).hasToString(file + " (PGPASSFILE)");
    }

    @ParameterizedTest
    @CsvSource({", elsewhere", "'', elsewhere", "here, here"})
    void homeOfTheEnvironmentComesBeforeTheAccounts(String environment, String where) throws IOException {
        file = Files.createDirectories(home.resolve(where)).resolve(".pgpass");
        write("*:*:*:*:hush");
        String variable = environment == null || environment.isEmpty()
                ? environment
                : home.resolve(environment).toString();

        PasswordFile found = PasswordFile.from(
                name -> name.equals("HOME") ? variable : null,
                home.resolve("elsewhere").toString());

        assertThat(found.find(List.of(SERVER), "shop", "deploy")).contains(new Secret("hush"));
    }

    @Test
    void anImpossibleFileNameIsAnError() {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> PasswordFile.from(variable -> "a\0b", home.toString()))
                .withMessage(
                        "The password file has an impossible name. Expected: a file's path in PGPASSFILE. Found: Nul"
                                + " character not allowed. Next: correct or unset PGPASSFILE.");
    }

    private static List<ServerAddress> addresses(String... hosts) {
        return List.of(hosts).stream()
                .map(host -> new ServerAddress(host, 5432))
                .toList();
    }

    private void write(String... lines) throws IOException {
        Files.write(file, List.of(lines));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private Optional<String> find() {
        return passwordFile().find(List.of(SERVER), "shop", "deploy").map(Secret::reveal);
    }

    private PasswordFile passwordFile() {
        return PasswordFile.from(variable -> null, home.toString());
    }
}
