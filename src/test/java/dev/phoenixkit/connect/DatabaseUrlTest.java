package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phoenixkit.errors.CannotRunException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    private static final String KNOWN = "Expected: jdbc:postgresql://host:port/database,"
            + " ecto://user:password@host:port/database, and the same as ecto:// with postgres:// or postgresql://.";

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:postgresql:shop -> localhost:5432/shop",
                "jdbc:postgresql: -> localhost:5432/deploy",
                "jdbc:postgresql:// -> localhost:5432/deploy",
                "jdbc:postgresql:/// -> localhost:5432/deploy",
                "jdbc:postgresql:///shop -> localhost:5432/shop",
                "jdbc:postgresql://db.example.com/ -> db.example.com:5432/deploy",
                "jdbc:postgresql://db.example.com/shop -> db.example.com:5432/shop",
                "jdbc:postgresql://db.example.com/shop?user=&password= -> db.example.com:5432/shop",
                "jdbc:postgresql://db.example.com:6432/ -> db.example.com:6432/deploy",
                "jdbc:postgresql://db.example.com:6432/shop -> db.example.com:6432/shop",
                "jdbc:postgresql://:6432/shop -> localhost:6432/shop",
                "jdbc:postgresql://[2001:db8::1]:6432/shop -> [2001:db8::1]:6432/shop",
                "jdbc:postgresql://[::1]/shop -> [::1]:5432/shop",
                "jdbc:postgresql://a,b:6432,[::1]:7432/shop -> a:5432,b:6432,[::1]:7432/shop",
                "jdbc:postgresql://a/my%20shop%2F1+x -> a:5432/my shop/1 x",
                "ecto://db.example.com/shop -> db.example.com:5432/shop",
                "ecto://@db.example.com/shop -> db.example.com:5432/shop",
                "postgres://db.example.com:6432/shop -> db.example.com:6432/shop",
                "postgresql://db.example.com/shop -> db.example.com:5432/shop",
                "POSTGRES://db.example.com/shop -> db.example.com:5432/shop",
                "ecto://[::1]:6432/shop -> [::1]:6432/shop",
                "ecto:///shop -> localhost:5432/shop",
                "postgres://a:1,b:2/shop -> a:1,b:2/shop",
                "ecto://a/my%20shop%2F1+x -> a:5432/my shop/1+x",
                "ecto://a/%C3%BCber -> a:5432/über",
            })
    void everyFormLeadsToItsServerAndDatabase(String url, String address) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);

        assertThat(parsed.user()).isEmpty();
        assertThat(parsed.password()).isEmpty();
        assertThat(parsed.options()).isEmpty();
        assertThat(parsed.settings("deploy", Optional.empty(), "", Duration.ofSeconds(1))
                        .describe())
                .isEqualTo(address + " as deploy");
    }

    @Test
    void spaceAroundTheUrlDoesNotMatter() {
        assertThat(DatabaseUrl.parse(" ecto://u:p@a/shop\n")).isEqualTo(DatabaseUrl.parse("ecto://u:p@a/shop"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:postgresql://a/shop?user=de%40ploy&password=p%26%3D%25+x -> de@ploy -> p&=% x",
                "jdbc:postgresql://a/shop?password=only -> '' -> only",
                "jdbc:postgresql://a/shop?user=only&password= -> only -> ''",
                "ecto://deploy:secret@a/shop -> deploy -> secret",
                "ecto://de%40ploy:p%40%3A%2F%25%24+x%C3%BC@a/shop -> de@ploy -> p@:/%$+xü",
                "ecto://deploy:a:b@a/shop -> deploy -> a:b",
                "ecto://deploy:a@b@a/shop -> deploy -> a@b",
                "ecto://deploy@a/shop -> deploy -> ''",
                "ecto://deploy:@a/shop -> deploy -> ''",
                "ecto://:secret@a/shop -> '' -> secret",
            })
    void userAndPasswordAreTakenOutAndDecoded(String url, String user, String password) {
        DatabaseUrl parsed = DatabaseUrl.parse(url);

        assertThat(parsed.user().orElse("")).isEqualTo(user);
        assertThat(parsed.password().map(Secret::reveal).orElse("")).isEqualTo(password);
        assertThat(parsed.options()).isEmpty();
        assertThat(parsed.servers()).containsExactly(new ServerAddress("a", 5432));
    }

    @Test
    void optionsReachTheDriverDecoded() {
        assertThat(revealed("jdbc:postgresql://a/shop?sslmode=verify-full&sslrootcert=%2Fmy+certs%2Froot.crt&ssl"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("sslmode", "verify-full", "sslrootcert", "/my certs/root.crt", "ssl", ""));
    }

    @Test
    void nothingOfAUrlIsPrintedThatCouldBeASecret() {
        DatabaseUrl parsed = DatabaseUrl.parse("ecto://deploy:hush@a/shop?sslpassword=hush&sslkey=hush");

        assertThat(parsed.toString()).doesNotContain("hush").contains("deploy", "shop");
        assertThat(parsed.settings("deploy", parsed.password(), "", Duration.ofSeconds(1))
                        .toString())
                .isEqualTo("a:5432/shop as deploy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "mysql://deploy:hush@a/shop -> a url that begins with mysql: (the rest is not shown, as it may be a password)",
                "jdbc:mysql://deploy:hush@a/shop -> a url that begins with jdbc:mysql: (the rest is not shown, as it may be a password)",
                "jdbc:postgres://deploy:hush@a/shop -> a url that begins with jdbc:postgres: (the rest is not shown, as it may be a password)",
                "postgresql:hush -> a url that begins with postgresql: (the rest is not shown, as it may be a password)",
                "hush@a/shop -> a text without a scheme that is known",
                "'' -> a text without a scheme that is known",
            })
    void anUnknownSchemeSaysWhichAreKnown(String url, String found) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> DatabaseUrl.parse(url))
                .withNoCause()
                .withMessage("The database url is of an unknown kind. " + KNOWN + " Found: " + found
                        + ". Next: write the url in one of these forms.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'ecto://deploy:hush@a/shop'", "\"jdbc:postgresql://a/shop?password=hush\"", "'"})
    void marksAroundTheUrlAreNamed(String url) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> DatabaseUrl.parse(url))
                .withNoCause()
                .withMessage(
                        "The database url begins with a quotation mark. " + KNOWN + " Next: remove the marks around it;"
                                + " a file that docker --env-file reads has none, nor does a Secret of Kubernetes.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://deploy:hush@db.example.com/shop",
                "jdbc:postgresql://hush@db.example.com/shop",
                "jdbc:postgresql://deploy:hu@sh@db.example.com/shop",
                "jdbc:postgresql://deploy:hu/sh@db.example.com/shop",
            })
    void credentialsBeforeTheHostOfAJdbcUrlAreRefusedWithTheWayToWriteThem(String url) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> DatabaseUrl.parse(url))
                .withNoCause()
                .withMessage("The database url has credentials before the host, which a jdbc: URL cannot hold: the"
                        + " driver would write them to its log. Expected: jdbc:postgresql://host:port/database. Found:"
                        + " a url that begins with jdbc:postgresql: (the rest is not shown, as it may be a password). Next: take"
                        + " user:password@ out of the url and give them by serverId, by username and password, or by"
                        + " PGUSER and PGPASSWORD; or use the form ecto://user:password@host:port/database. An @ in a"
                        + " database's name is written %40.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "jdbc:postgresql://a:port/shop -> its port is not a number from 1 to 65535",
                "jdbc:postgresql://a:0/shop -> its port is not a number from 1 to 65535",
                "jdbc:postgresql://a:65536/shop -> its port is not a number from 1 to 65535",
                "jdbc:postgresql://a:/shop -> its port is not a number from 1 to 65535",
                "jdbc:postgresql://a,,b/shop -> there is an empty host between its commas",
                "jdbc:postgresql://2001:db8::1/shop" + " -> an IPv6 address must stand in brackets, like [::1]:5432",
                "'jdbc:postgresql://a b/shop' -> there is a space in its host",
                "jdbc:postgresql://\"a\"/shop -> there is a quotation mark in its host",
                "jdbc:postgresql://a -> a / and the database's name come after the host and port",
                "jdbc:postgresql://a/b/c -> it has more than one / after the host",
                "jdbc:postgresql:/a -> two slashes come before the host",
                "jdbc:postgresql://a/shop&password=hush -> options begin with ? and are separated by &",
                "jdbc:postgresql://a/shop;password=hush -> options begin with ? and are separated by &",
                "jdbc:postgresql://a/sh%op?password=hush"
                        + " -> it holds a % without two hex digits after it; a % itself is written %25",
                "jdbc:postgresql://a/shop?password=hush%"
                        + " -> it holds a % without two hex digits after it; a % itself is written %25",
                "jdbc:postgresql://a/%FF -> its percent-encoded bytes are not UTF-8",
                "ecto://deploy:hush@a -> a / and the database's name come after the host and port",
                "ecto://deploy:hush@a/ -> a / and the database's name come after the host and port",
                "ecto://deploy:hush/shop -> its port is not a number from 1 to 65535",
                "ecto://deploy:hu#sh@a/shop -> it holds a bare #, which is written %23",
                "ecto://deploy:hush@a/shop#x -> it holds a bare #, which is written %23",
                "ecto://deploy:hu/sh@a/shop -> the database's name holds a bare / or @; in names and passwords they are"
                        + " written %2F and %40",
                "ecto://deploy:1/hush@a -> the database's name holds a bare / or @; in names and passwords they are"
                        + " written %2F and %40",
                "ecto://deploy:1?hush@a/shop -> a / and the database's name come after the host and port",
                "ecto://deploy:hu%sh@a/shop -> it holds a % without two hex digits after it; a % itself is written %25",
                "ecto://%2Fvar%2Frun%2Fpostgresql/shop"
                        + " -> its host is a socket's directory, and only TCP is supported",
            })
    void aMalformedUrlSaysWhatIsWrongAndShowsNoSecret(String url, String what) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> DatabaseUrl.parse(url))
                .withNoCause()
                .withMessage("The database url is malformed: " + what + ". " + KNOWN + " Found: a url that begins with "
                        + url.substring(0, url.startsWith("ecto:") ? 5 : 16)
                        + " (the rest is not shown, as it may be a password). Next: correct the url; a character that has a meaning"
                        + " in URLs (such as : / ? # @ %) is written as % and two hex digits.")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hush"));
    }

    private static Map<String, String> revealed(String url) {
        return DatabaseUrl.parse(url).options().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, option -> option.getValue().reveal()));
    }
}
