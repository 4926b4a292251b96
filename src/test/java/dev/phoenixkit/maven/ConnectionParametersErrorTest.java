package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phoenixkit.errors.CannotRunException;
import java.nio.file.Path;
import java.util.Properties;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionParametersErrorTest {
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
    void noUrlIsAnError() {
        build.environment.put("DATABASE_URL", FULL_URL);
        error(TestBuild.parameters(null, "deploy", null, null))
                .withMessage("No database url is given. Expected: the parameter url (or -Dphoenixkit.url=…), like"
                        + " jdbc:postgresql://host:port/database, or urlEnv with the name of an environment variable that"
                        + " holds one. Found: neither. Next: give one of them.");
    }

    @Test
    void urlAndUrlEnvTogetherAreAnError() {
        build.environment.put("DATABASE_URL", FULL_URL);
        build.projectProperties.setProperty("phoenixkit.url", FULL_URL);
        error(new ConnectionParameters(null, "DATABASE_URL", null, null, null, 10))
                .withMessage("Two settings contradict each other. Expected: one of them. Found: url, from the project's"
                        + " property phoenixkit.url, and urlEnv=DATABASE_URL. Next: remove one of the two.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unset", ""})
    void urlEnvWithoutAValueIsAnError(String value) {
        if (value.isEmpty()) {
            build.environment.put("DATABASE_URL", value);
        }
        error(new ConnectionParameters(null, "DATABASE_URL", "deploy", null, null, 10))
                .withMessage("The environment variable that urlEnv names is not set. Expected: a database url in"
                        + " DATABASE_URL. Found: nothing. Next: set DATABASE_URL for the build, or correct urlEnv.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:5432/shop", "ecto://", "jdbc:postgresql://h/d?sslmode=maybe"})
    void aUrlThatCannotBeUsedIsAnErrorThatSaysWhereItCameFrom(String url) {
        build.environment.put("DATABASE_URL", url);
        error(new ConnectionParameters(null, "DATABASE_URL", "deploy", null, null, 10))
                .withMessageEndingWith(" The url came from the environment variable DATABASE_URL.");
        error(TestBuild.parameters(url, "deploy", null, null))
                .withMessageEndingWith(" The url came from the parameter url.");
    }

    @Test
    void noUserAnywhereIsAnErrorAndNeverTheOperatingSystemsUser() {
        error(TestBuild.parameters(URL, null, "hush", null))
                .withMessage("No database user is given. Expected: one by the parameter username (or"
                        + " -Dphoenixkit.username=…), the username of a server entry in settings.xml (serverId), the url,"
                        + " or the environment variable PGUSER. Found: none in any of them; the operating system's user"
                        + " is never taken. Next: give one of them.");
    }

    @Test
    void anUnknownServerIdListsTheIdsThereAre() {
        build.server("nexus", "x", "hush").server("artifactory", "y", "hush");
        error(TestBuild.parameters(URL, "deploy", "hush", "shop-db"))
                .withMessage("settings.xml has no server with the id that serverId names. Expected: a <server> with"
                        + " <id>shop-db</id>. Found: the ids artifactory, nexus. Next: add the server to settings.xml, or"
                        + " correct serverId.");
    }

    @Test
    void anUnknownServerIdWithoutAnyServersSaysSo() {
        error(TestBuild.parameters(URL, "deploy", null, "shop-db"))
                .withMessageContaining(" Found: no server at all. Next: ");
    }

    @Test
    void systemPropertiesAreNotRead() {
        Properties system = System.getProperties();
        System.setProperty("phoenixkit.url", URL);
        try {
            error(TestBuild.parameters(null, "deploy", null, null));
        } finally {
            system.remove("phoenixkit.url");
        }
    }

    private ThrowableAssertAlternative<CannotRunException> error(ConnectionParameters parameters) {
        return assertThatExceptionOfType(CannotRunException.class).isThrownBy(() -> build.resolve(parameters));
    }
}
