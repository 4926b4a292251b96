package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionParametersTest {
    private static final String URL = "jdbc:postgresql://a/shop";
    private static final String FULL_URL = "ecto://by-url:url-hush@a/shop";

    @TempDir
    Path home;

    private TestBuild build;

    @BeforeEach
    void emptyBuild() {
        build = new TestBuild(home);
    }

    @Test
    void userAndPasswordAreTakenInTheDocumentedOrder() throws IOException {
        passwordFile("*:*:*:*:file-hush");
        build.server("shop-db", "by-server", "server-hush");
        build.environment.put("PGUSER", "by-environment");
        build.environment.put("PGPASSWORD", "environment-hush");
        build.userProperties.setProperty("phoenixkit.password", "property-hush");

        assertThat(used(FULL_URL, "by-parameter", "parameter-hush", "shop-db"))
                .isEqualTo("by-parameter, parameter-hush, the parameter password");
        assertThat(used(FULL_URL, "by-parameter", null, "shop-db"))
                .isEqualTo("by-parameter, property-hush, the user property phoenixkit.password");
        build.userProperties.clear();
        assertThat(used(FULL_URL, null, null, "shop-db"))
                .isEqualTo("by-server, server-hush, server shop-db of settings.xml");
        assertThat(used(FULL_URL, null, null, null)).isEqualTo("by-url, url-hush, the url, from the parameter url");
        assertThat(used(URL, null, null, null))
                .isEqualTo("by-environment, environment-hush, the environment variable PGPASSWORD");
        build.environment.remove("PGPASSWORD");
        assertThat(used(URL, null, null, null))
                .isEqualTo("by-environment, file-hush, the password file " + home.resolve(".pgpass"));
    }

    @Test
    void userAndPasswordAreLookedForEachByItself() {
        build.server("only-password", null, "server-hush").server("only-user", "by-server", null);
        build.environment.put("PGUSER", "by-environment");
        build.environment.put("PGPASSWORD", "environment-hush");

        assertThat(used(FULL_URL, null, null, "only-password"))
                .isEqualTo("by-url, server-hush, server only-password of settings.xml");
        assertThat(used(URL, null, null, "only-user"))
                .isEqualTo("by-server, environment-hush, the environment variable PGPASSWORD");
        assertThat(used(FULL_URL, "by-parameter", null, null))
                .isEqualTo("by-parameter, url-hush, the url, from the parameter url");
    }

    @Test
    void emptyValuesOfEnvironmentAndServerEntryCountAsNone() {
        build.server("shop-db", "", "");
        build.environment.put("PGUSER", "by-environment");
        build.environment.put("PGPASSWORD", "");
        ConnectionParameters.Connection found = build.resolve(TestBuild.parameters(URL, null, null, "shop-db"));

        assertThat(found.settings().user()).isEqualTo("by-environment");
        assertThat(found.settings().password()).isEmpty();
    }

    @Test
    void aPasswordOfSpacesIsAPassword() {
        assertThat(used(URL, "deploy", "  ", null)).isEqualTo("deploy,   , the parameter password");
    }

    @Test
    void oneLineTellsWhereUserAndPasswordCameFrom() {
        build.server("shop-db", "deploy", "hush");
        assertThat(resolve(URL, null, null, "shop-db").origins())
                .isEqualTo("From where: user and password: server shop-db of settings.xml");
        assertThat(resolve(FULL_URL, "deploy", null, null).origins())
                .isEqualTo("From where: user: the parameter username; password: the url, from the parameter url");
        build.environment.put("PGPASSFILE", "/no/such/file");
        assertThat(resolve(URL, "deploy", null, null).origins())
                .isEqualTo("From where: user: the parameter username; password: none; the password file /no/such/file"
                        + " (PGPASSFILE) does not exist or is no plain file");
    }

    @Test
    void aMissingPasswordRemembersWhereItWasLookedFor() throws IOException {
        assertThat(resolve(URL, "deploy", null, null).settings().passwordOrigin())
                .isEqualTo(
                        "none; the password file " + home.resolve(".pgpass") + " does not exist or is no plain file");
        passwordFile("other:*:*:*:hush");
        assertThat(resolve(URL, "deploy", null, null).settings().passwordOrigin())
                .isEqualTo("none; the password file " + home.resolve(".pgpass")
                        + " has no line for this host, port, database and user");
        Files.setPosixFilePermissions(home.resolve(".pgpass"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(resolve(URL, "deploy", null, null).settings().passwordOrigin())
                .isEqualTo("none; the password file " + home.resolve(".pgpass")
                        + " is ignored, as others have access to it: chmod 600 it");
    }

    @Test
    void thePasswordFileIsAskedForTheDatabaseThatIsMeant() throws IOException {
        passwordFile("a:5432:deploy:deploy:hush");
        assertThat(used("jdbc:postgresql://a/", "deploy", null, null))
                .isEqualTo("deploy, hush, the password file " + home.resolve(".pgpass"));
    }

    @Test
    void theUrlIsReadFromThePomThenTheCommandLineThenMavensJvmThenTheProject() {
        build.environment.put("PGUSER", "deploy");
        build.userProperties.setProperty("phoenixkit.url", "jdbc:postgresql://user/shop");
        build.jvmProperties.setProperty("phoenixkit.url", "jdbc:postgresql://jvm/shop");
        build.projectProperties.setProperty("phoenixkit.url", "jdbc:postgresql://project/shop");

        assertThat(address("jdbc:postgresql://pom/shop")).isEqualTo("pom:5432");
        assertThat(address(null)).isEqualTo("user:5432");
        build.userProperties.clear();
        assertThat(address(null)).isEqualTo("jvm:5432");
        build.jvmProperties.clear();
        assertThat(address(null)).isEqualTo("project:5432");
    }

    @Test
    void theUrlIsReadFromTheNamedEnvironmentVariable() {
        build.environment.put("DATABASE_URL", FULL_URL);
        ConnectionParameters.Connection found =
                build.resolve(new ConnectionParameters(null, "DATABASE_URL", null, null, null, 10));

        assertThat(found.settings().describe()).isEqualTo("a:5432/shop as by-url");
        assertThat(found.settings().password()).contains(new Secret("url-hush"));
        assertThat(found.settings().passwordOrigin()).isEqualTo("the url, from the environment variable DATABASE_URL");
        assertThat(found.passwordInPom()).isFalse();
    }

    @Test
    void onlyAPasswordThatThePomSuppliesIsMarked() {
        build.server("shop-db", "deploy", "hush");
        assertThat(resolve(URL, "deploy", "hush", null).passwordInPom()).isTrue();
        assertThat(resolve(FULL_URL, null, null, null).passwordInPom()).isTrue();
        assertThat(resolve(FULL_URL, null, null, "shop-db").passwordInPom()).isFalse();
        assertThat(resolve(URL, "deploy", null, null).passwordInPom()).isFalse();

        build.projectProperties.setProperty("phoenixkit.password", "hush");
        assertThat(resolve(URL, "deploy", null, null).passwordInPom()).isTrue();
        build.settingsProfile("phoenixkit.password", "hush");
        assertThat(resolve(URL, "deploy", null, null).passwordInPom()).isFalse();
        build.userProperties.setProperty("phoenixkit.password", "hush");
        assertThat(resolve(URL, "deploy", null, null).passwordInPom()).isFalse();
    }

    @Test
    void nothingOnTheWayPrintsASecret() {
        build.server("shop-db", "deploy", "hush").settingsProfile("phoenixkit.password", "hush");
        ConnectionParameters parameters =
                TestBuild.parameters("ecto://u:hush@a/shop?sslpassword=hush", "u", "hush", "shop-db");

        assertThat(parameters.toString()
                        + build.sources()
                        + build.resolve(parameters)
                        + new SourcedValue("hush", "here", true))
                .doesNotContain("hush");
    }

    private String address(String url) {
        return resolve(url, null, null, null).settings().address();
    }

    /** User, password and where that was found. */
    private String used(String url, String username, String password, String serverId) {
        ConnectionSettings settings = resolve(url, username, password, serverId).settings();
        return settings.user() + ", " + settings.password().orElseThrow().reveal() + ", " + settings.passwordOrigin();
    }

    private ConnectionParameters.Connection resolve(String url, String username, String password, String serverId) {
        return build.resolve(TestBuild.parameters(url, username, password, serverId));
    }

    private void passwordFile(String line) throws IOException {
        Path file = Files.writeString(home.resolve(".pgpass"), line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
