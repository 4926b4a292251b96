package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.Driver;

/** Holds our reading of {@code jdbc:} URLs against the driver's own. */
class JdbcUrlTest {
    private static final String[] PIECES = {
        "jdbc:postgresql:",
        "//",
        "/",
        "a",
        "db.example.com",
        "[::1]",
        ":",
        "5432",
        "0",
        "70000",
        ",",
        "shop",
        "%20",
        "%C3%BC",
        "%F",
        "+",
        "?",
        "user=u",
        "password=p%40",
        "&",
        "sslmode=require",
        "?user=x&password=y"
    };
    private final Logger driverLog = Logger.getLogger("org.postgresql");

    @BeforeEach
    void quietTheDriver() {
        driverLog.setLevel(Level.OFF);
    }

    @AfterEach
    void restoreItsLevel() {
        driverLog.setLevel(null);
    }

    @Test
    @Tag("slow")
    void whatWeTakeTheDriverReadsTheSameWay() {
        long seed = 20_240_114L;
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder("jdbc:postgresql:");
            Stream.generate(() -> PIECES[random.nextInt(PIECES.length)])
                    .limit(random.nextInt(9))
                    .forEach(text::append);
            String url = text.toString();
            try {
                assertReadAlike(url, DatabaseUrl.parse(url));
                taken++;
            } catch (CannotRunException e) {
                assertThat(e).message().containsAnyOf("The database url is malformed", "unknown value");
            }
        }
        assertThat(taken).as("URLs taken, seed " + seed).isGreaterThan(10_000);
    }

    @Test
    void theUrlThatTheDriverGetsLeadsWhereOursDid() {
        DatabaseUrl parsed = DatabaseUrl.parse("jdbc:postgresql://[::1]:6432/%22sh%2Fo+p%3F%26%40%25%C3%BC");
        ConnectionSettings settings = parsed.settings("deploy", Optional.empty(), "", Duration.ofSeconds(1));

        Properties read =
                Driver.parseURL(Connector.url(settings, settings.servers().get(0)), noPassword());

        assertThat(settings.database()).isEqualTo("\"sh/o p?&@%ü");
        assertThat(read)
                .containsEntry("PGHOST", "[::1]")
                .containsEntry("PGPORT", "6432")
                .containsEntry("PGDBNAME", settings.database());
    }

    private static void assertReadAlike(String url, DatabaseUrl ours) {
        Properties driver = Driver.parseURL(url, noPassword());
        assertThat(driver).as(url).isNotNull();
        String[] hosts = driver.getProperty("PGHOST").split(",");
        String[] ports = driver.getProperty("PGPORT").split(",");
        assertThat(ours.servers()).as(url).hasSameSizeAs(hosts);
        for (int i = 0; i < hosts.length; i++) {
            // The driver leaves the host of ///shop empty and then connects to this machine all the same.
            String host = hosts[i].isEmpty() ? "localhost" : hosts[i];
            assertThat(ours.servers().get(i)).as(url).isEqualTo(new ServerAddress(host, Integer.parseInt(ports[i])));
        }
        String user = ours.user().orElse("");
        assertThat(user).as(url).isEqualTo(driver.getProperty("user", ""));
        assertThat(ours.password().map(Secret::reveal).orElse("")).as(url).isEqualTo(driver.getProperty("password"));
        String database = driver.getProperty("PGDBNAME", "");
        assertThat(ours.database().orElse(database.equals(user) ? user : ""))
                .as(url)
                .isEqualTo(database);
        Secret mode = ours.options().get("sslmode");
        assertThat(mode == null ? null : mode.reveal()).as(url).isEqualTo(driver.getProperty("sslmode"));
    }

    /** With a password given, the driver does not look for a password file. */
    private static Properties noPassword() {
        Properties properties = new Properties();
        properties.setProperty("password", "");
        return properties;
    }
}
