package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConnectorPropertiesTest {
    @Test
    void theDriverIsToldAllThatTheRunRestsOn() {
        assertThat(Connector.properties(settings("", "hush"), Duration.ofMillis(1500)))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("user", "deploy"),
                        Map.entry("password", "hush"),
                        Map.entry("sslpassword", ""),
                        Map.entry("socketFactory", "dev.phoenixkit.connect.KeepAliveSocketFactory"),
                        Map.entry("ApplicationName", "phoenixkit-maven-plugin"),
                        Map.entry("assumeMinServerVersion", "9.4"),
                        Map.entry("prepareThreshold", "0"),
                        Map.entry("autosave", "never"),
                        Map.entry("logServerErrorDetail", "false"),
                        Map.entry("tcpKeepAlive", "true"),
                        Map.entry("connectTimeout", "2"),
                        Map.entry("socketTimeout", "2"),
                        Map.entry("loginTimeout", "1.5")));
    }

    @Test
    void theUrlsOptionsAreAddedAndUndoNoneOfThis() {
        assertThat(Connector.properties(
                        settings("?sslpassword=key&sslmode=require&prepareThreshold=5&tcpKeepAlive=false", "hush"),
                        Duration.ofSeconds(1)))
                .containsEntry("sslpassword", "key")
                .containsEntry("sslmode", "require")
                .containsEntry("prepareThreshold", "0")
                .containsEntry("tcpKeepAlive", "true")
                .hasSize(14);
    }

    @Test
    void aMissingPasswordIsEmptySoThatTheDriverDoesNotLookForOne() {
        assertThat(Connector.properties(settings("", null), Duration.ofSeconds(1)))
                .containsEntry("password", "");
    }

    @Test
    void theLastMomentIsStillALimit() {
        assertThat(Connector.properties(settings("", "hush"), Duration.ofNanos(1)))
                .containsEntry("connectTimeout", "1")
                .containsEntry("socketTimeout", "1")
                .containsEntry("loginTimeout", "0.1");
    }

    private static ConnectionSettings settings(String query, String password) {
        return DatabaseUrl.parse("jdbc:postgresql://a/shop" + query)
                .settings("deploy", Optional.ofNullable(password).map(Secret::new), "the test", Duration.ofSeconds(10));
    }
}
