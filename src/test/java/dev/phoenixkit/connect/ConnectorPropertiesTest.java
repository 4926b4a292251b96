package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectorPropertiesTest {
    @Test
    void theDriverIsToldAllThatTheRunRestsOn() {
        assertThat(Connector.properties(settings("", "hush"), Duration.ofMillis(1500)))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("user", "deploy"),
                        Map.entry("password", "hush"),
                        Map.entry("sslpassword", ""),
                        Map.entry("socketFactory", "dev.phoenixkit.connect.DriverSocketFactory"),
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
                        settings(
                                "?sslpassword=key&sslmode=require&prepareThreshold=5&tcpKeepAlive=false&currentSchema=x",
                                "hush"),
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

    @ParameterizedTest
    @CsvSource({
        "?currentSchema=tenant1, tenant1",
        "'?currentSchema=tenant1,public', 'tenant1,public'",
        "?current_schema=%22%24user%22&options=-c%20search_path%3Da, '\"$user\"'",
        "?options=-csearch_path%3Da, a",
        "?options=-c%20geqo%3Doff%20-c%20SEARCH_PATH%3Da%2C%5C%20b%20-c%20role%3Dx, 'a, b'",
        "?options=--search-path%3Da%20--search_path%3Db, b",
        "?options=-c%20role%3Dx,",
        "?options=-c%20my.search_path%3Dx,",
        "'',"
    })
    void schemasThatTheUrlNamesAreFoundHoweverTheyAreWritten(String query, String expected) {
        assertThat(settings(query, null).searchPath()).isEqualTo(Optional.ofNullable(expected));
    }

    private static ConnectionSettings settings(String query, String password) {
        return DatabaseUrl.parse("jdbc:postgresql://a/shop" + query)
                .settings("deploy", Optional.ofNullable(password).map(Secret::new), "the test", Duration.ofSeconds(10));
    }
}
