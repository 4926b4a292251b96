package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code jdbc:postgresql:} URLs as the driver does; a test compares the two.
 *
 * <p>The driver's own parser is not asked: it writes a URL that it does not understand to the log, reads a password
 * file and a service file unasked, and takes {@code user:password@} for a host.
 */
final class JdbcUrl {
    private JdbcUrl() {}

    static DatabaseUrl parse(String text) {
        int question = text.indexOf('?');
        String head = text.substring(DatabaseUrl.JDBC.length(), question < 0 ? text.length() : question);
        if (head.indexOf('@') >= 0) {
            throw credentialsBeforeHost(text);
        }
        if (head.chars().anyMatch(c -> c == '&' || c == ';' || c == '=')) {
            throw DatabaseUrl.malformed(text, "options begin with ? and are separated by &");
        }
        try {
            Map<String, String> query = UrlQuery.parse(question < 0 ? "" : text.substring(question + 1));
            return url(head.equals("//") ? "" : head, query);
        } catch (IllegalArgumentException e) {
            throw DatabaseUrl.malformed(text, e.getMessage());
        }
    }

    private static DatabaseUrl url(String head, Map<String, String> query) {
        String hosts = "";
        String database = head;
        if (head.startsWith("/")) {
            int slash = slashAfterHosts(head);
            hosts = head.substring(2, slash);
            database = head.substring(slash + 1);
        }
        Optional<String> user = UrlQuery.take(query, "user");
        Optional<Secret> password = UrlQuery.take(query, "password").map(Secret::new);
        return new DatabaseUrl(
                ServerAddress.parseAll(hosts),
                Optional.of(UrlQuery.decodeForm(database)).filter(name -> !name.isEmpty()),
                user,
                password,
                DriverOptions.of(query));
    }

    private static int slashAfterHosts(String head) {
        if (!head.startsWith("//")) {
            throw new IllegalArgumentException("two slashes come before the host");
        }
        int slash = head.indexOf('/', 2);
        if (slash < 0) {
            throw new IllegalArgumentException("a / and the database's name come after the host and port");
        }
        if (head.indexOf('/', slash + 1) >= 0) {
            throw new IllegalArgumentException("it has more than one / after the host");
        }
        return slash;
    }

    private static CannotRunException credentialsBeforeHost(String text) {
        return new CannotRunException(ErrorMessage.what(
                        "The database url has credentials before the host, which a jdbc:"
                                + " URL cannot hold: the driver would write them to its log")
                .expected("jdbc:postgresql://host:port/database")
                .found(DatabaseUrl.shown(text))
                .next("take user:password@ out of the url and give them by serverId, by username and password, or by"
                        + " PGUSER and PGPASSWORD; or use the form ecto://user:password@host:port/database. An @ in a"
                        + " database's name is written %40"));
    }
}
