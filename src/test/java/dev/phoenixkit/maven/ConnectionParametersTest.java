package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phoenixkit.postgres.CannotRunException;
import dev.phoenixkit.postgres.ConnectionSettings;
import dev.phoenixkit.postgres.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionParametersTest {
    private static final String URL = "jdbc:postgresql://a/shop";
    private static final String FULL_URL = "ecto://by-url:url-hush@a/shop";

    @TempDir
    Path home;

    private Surroundings build;

    @BeforeEach
    void emptySurroundings() {
        build = new Surroundings(home);
    }

    @Test
    void userAndPasswordAreTakenInTheDocumentedOrder() throws IOException {
        passwordFile("*:*:*:*:file-hush");
        build.server("shop-db", "by-server", "server-hush");
        build.environment.put("PGUSER", "by-environment");
        build.environment.put("PGPASSWORD", "environment-hush");
        build.userProperties.setProperty("phoenixkit.password", "property-hush");

        assertUses(
                parameters(FULL_URL, "by-parameter", "parameter-hush", "shop-db"),
                "by-parameter",
                "parameter-hush",
                "the parameter password");
        assertUses(
                parameters(FULL_URL, "by-parameter", null, "shop-db"),
                "by-parameter",
                "property-hush",
                "the user property phoenixkit.password");
        build.userProperties.clear();
        assertUses(
                parameters(FULL_URL, null, null, "shop-db"),
                "by-server",
                "server-hush",
                "server shop-db of settings.xml");
        assertUses(parameters(FULL_URL, null, null, null), "by-url", "url-hush", "the url, from the parameter url");
        assertUses(
                parameters(URL, null, null, null),
                "by-environment",
                "environment-hush",
                "the environment variable PGPASSWORD");
        build.environment.remove("PGPASSWORD");
        assertUses(
                parameters(URL, null, null, null),
                "by-environment",
                "file-hush",
                "the password file " + home.resolve(".pgpass"));
    }

    @Test
    void userAndPasswordAreLookedForEachByItself() {
        build.server("only-password", null, "server-hush").server("only-user", "by-server", null);
        build.environment.put("PGUSER", "by-environment");
        build.environment.put("PGPASSWORD", "environment-hush");

        assertUses(
                parameters(FULL_URL, null, null, "only-password"),
                "by-url",
                "server-hush",
                "server only-password of settings.xml");
        assertUses(
                parameters(URL, null, null, "only-user"),
                "by-server",
                "environment-hush",
                "the environment variable PGPASSWORD");
        assertUses(
                parameters(FULL_URL, "by-parameter", null, null),
                "by-parameter",
                "url-hush",
                "the url, from the" + " parameter url");
    }

    @Test
    void emptyValuesCountAsNone() {
        build.server("shop-db", "", "");
        build.userProperties.setProperty("phoenixkit.password", "");
        build.projectProperties.setProperty("phoenixkit.password", "");
        build.environment.put("PGUSER", "by-environment");
        build.environment.put("PGPASSWORD", "");
        ConnectionParameters.Connection found =
                resolve(new ConnectionParameters(URL, "", "  ", new Secret(""), "shop-db", 10));

        assertThat(found.settings().user()).isEqualTo("by-environment");
        assertThat(found.settings().password()).isEmpty();
    }

    @Test
    void aPasswordOfSpacesIsAPassword() {
        assertUses(parameters(URL, "deploy", "  ", null), "deploy", "  ", "the parameter password");
    }

    @Test
    void aMissingPasswordRemembersWhereItWasLookedFor() throws IOException {
        assertThat(resolve(parameters(URL, "deploy", null, null)).settings().passwordOrigin())
                .isEqualTo(
                        "none; the password file " + home.resolve(".pgpass") + " does not exist or is no plain file");
        passwordFile("other:*:*:*:hush");
        assertThat(resolve(parameters(URL, "deploy", null, null)).settings().passwordOrigin())
                .isEqualTo("none; the password file " + home.resolve(".pgpass")
                        + " has no line for this host, port, database and user");
        Files.setPosixFilePermissions(home.resolve(".pgpass"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(resolve(parameters(URL, "deploy", null, null)).settings().passwordOrigin())
                .isEqualTo("none; the password file " + home.resolve(".pgpass")
                        + " is ignored, as others have access to it: chmod 600 it");
    }

    @Test
    void thePasswordFileIsAskedForTheDatabaseThatIsMeant() throws IOException {
        passwordFile("a:5432:deploy:deploy:hush");
        assertUses(
                parameters("jdbc:postgresql://a/", "deploy", null, null),
                "deploy",
                "hush",
                "the password file " + home.resolve(".pgpass"));
    }

    @Test
    void theUrlIsReadFromThePomThenTheCommandLineThenTheProject() {
        build.environment.put("PGUSER", "deploy");
        build.userProperties.setProperty("phoenixkit.url", "jdbc:postgresql://user/shop");
        build.projectProperties.setProperty("phoenixkit.url", "jdbc:postgresql://project/shop");

        assertThat(address("jdbc:postgresql://pom/shop")).isEqualTo("pom:5432");
        assertThat(address(null)).isEqualTo("user:5432");
        build.userProperties.clear();
        assertThat(address(null)).isEqualTo("project:5432");
    }

    @Test
    void theUrlIsReadFromTheNamedEnvironmentVariable() {
        build.environment.put("DATABASE_URL", FULL_URL);
        ConnectionParameters.Connection found =
                resolve(new ConnectionParameters(null, "DATABASE_URL", null, null, null, 10));

        assertThat(found.settings().describe()).isEqualTo("a:5432/shop as by-url");
        assertThat(found.settings().password()).contains(new Secret("url-hush"));
        assertThat(found.settings().passwordOrigin()).isEqualTo("the url, from the environment variable DATABASE_URL");
        assertThat(found.passwordInPom()).isFalse();
    }

    @Test
    void onlyAPasswordThatThePomSuppliesIsMarked() {
        build.server("shop-db", "deploy", "hush");
        assertThat(resolve(parameters(URL, "deploy", "hush", null)).passwordInPom())
                .isTrue();
        assertThat(resolve(parameters(FULL_URL, null, null, null)).passwordInPom())
                .isTrue();
        assertThat(resolve(parameters(FULL_URL, null, null, "shop-db")).passwordInPom())
                .isFalse();
        assertThat(resolve(parameters(URL, "deploy", null, null)).passwordInPom())
                .isFalse();

        build.projectProperties.setProperty("phoenixkit.password", "hush");
        assertThat(resolve(parameters(URL, "deploy", null, null)).passwordInPom())
                .isTrue();
        build.settingsProfile("phoenixkit.password", "hush");
        assertThat(resolve(parameters(URL, "deploy", null, null)).passwordInPom())
                .isFalse();
        build.userProperties.setProperty("phoenixkit.password", "hush");
        assertThat(resolve(parameters(URL, "deploy", null, null)).passwordInPom())
                .isFalse();
    }

    @Test
    void noUrlIsAnError() {
        build.environment.put("DATABASE_URL", FULL_URL);
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(parameters(null, "deploy", null, null)))
                .withMessage("No database url is given. Expected: the parameter url (or -Dphoenixkit.url=…), like"
                        + " jdbc:postgresql://host:port/database, or urlEnv with the name of an environment variable that"
                        + " holds one. Found: neither. Next: give one of them.");
    }

    @Test
    void urlAndUrlEnvTogetherAreAnError() {
        build.environment.put("DATABASE_URL", FULL_URL);
        build.projectProperties.setProperty("phoenixkit.url", FULL_URL);
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(new ConnectionParameters(null, "DATABASE_URL", null, null, null, 10)))
                .withMessage(
                        "Both url and urlEnv are given. Expected: one of them. Found: url from the project's property"
                                + " phoenixkit.url, and urlEnv=DATABASE_URL. Next: remove one of the two.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unset", ""})
    void urlEnvWithoutAValueIsAnError(String value) {
        if (value.isEmpty()) {
            build.environment.put("DATABASE_URL", value);
        }
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(new ConnectionParameters(null, "DATABASE_URL", "deploy", null, null, 10)))
                .withMessage("The environment variable that urlEnv names is not set. Expected: a database url in"
                        + " DATABASE_URL. Found: nothing. Next: set DATABASE_URL for the build, or correct urlEnv.");
    }

    @Test
    void noUserAnywhereIsAnErrorAndNeverTheOperatingSystemsUser() {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(parameters(URL, null, "hush", null)))
                .withMessage("No database user is given. Expected: one by the parameter username (or"
                        + " -Dphoenixkit.username=…), the username of a server entry in settings.xml (serverId), the url,"
                        + " or the environment variable PGUSER. Found: none in any of them; the operating system's user"
                        + " is never taken. Next: give one of them.");
    }

    @Test
    void anUnknownServerIdListsTheIdsThereAre() {
        build.server("nexus", "x", "hush").server("artifactory", "y", "hush");
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(parameters(URL, "deploy", "hush", "shop-db")))
                .withMessage("settings.xml has no server with the id that serverId names. Expected: a <server> with"
                        + " <id>shop-db</id>. Found: the ids artifactory, nexus. Next: add the server to settings.xml, or"
                        + " correct serverId.");
    }

    @Test
    void anUnknownServerIdWithoutAnyServersSaysSo() {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(parameters(URL, "deploy", null, "shop-db")))
                .withMessageContaining(" Found: no server at all. Next: ");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 3601, Integer.MAX_VALUE})
    void aTimeoutOutOfRangeIsAnError(int seconds) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> resolve(new ConnectionParameters(URL, null, "deploy", null, null, seconds)))
                .withMessage("connectTimeout is out of range. Expected: 1 to 3600 seconds. Found: " + seconds
                        + ". Next: correct it, or leave it out for the default.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3600})
    void aTimeoutInRangeIsTaken(int seconds) {
        assertThat(resolve(new ConnectionParameters(URL, null, "deploy", null, null, seconds))
                        .settings()
                        .connectTimeout())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void nothingOnTheWayPrintsASecret() {
        build.server("shop-db", "deploy", "hush").settingsProfile("phoenixkit.password", "hush");
        ConnectionParameters parameters = parameters("ecto://u:hush@a/shop?sslpassword=hush", "u", "hush", "shop-db");

        assertThat(parameters.toString() + build.sources() + resolve(parameters) + new Given("hush", "here", true))
                .doesNotContain("hush");
    }

    @Test
    void systemPropertiesAreNotRead() {
        Properties system = System.getProperties();
        System.setProperty("phoenixkit.url", URL);
        try {
            assertThatExceptionOfType(CannotRunException.class)
                    .isThrownBy(() -> resolve(parameters(null, "deploy", null, null)));
        } finally {
            system.remove("phoenixkit.url");
        }
    }

    private String address(String url) {
        return resolve(parameters(url, null, null, null)).settings().address();
    }

    private void assertUses(ConnectionParameters parameters, String user, String password, String origin) {
        ConnectionSettings settings = resolve(parameters).settings();
        assertThat(settings.user()).isEqualTo(user);
        assertThat(settings.password()).contains(new Secret(password));
        assertThat(settings.passwordOrigin()).isEqualTo(origin);
    }

    private ConnectionParameters.Connection resolve(ConnectionParameters parameters) {
        return parameters.resolve(build.sources());
    }

    private static ConnectionParameters parameters(String url, String username, String password, String serverId) {
        return new ConnectionParameters(
                url, null, username, password == null ? null : new Secret(password), serverId, 10);
    }

    private void passwordFile(String line) throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
