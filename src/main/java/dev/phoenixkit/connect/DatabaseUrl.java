package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a database is and who connects to it, as one URL says it: the {@code jdbc:postgresql:} form of JDBC, or the
 * {@code ecto://}, {@code postgres://} or {@code postgresql://} form that Phoenix applications keep in
 * {@code DATABASE_URL}.
 *
 * @param servers the servers to try in turn, at least one
 * @param database its name, if the URL has one
 * @param user who connects, if the URL says so
 * @param password if the URL has one
 * @param options options for the driver; their values may be secrets
 */
public record DatabaseUrl(
        List<ServerAddress> servers,
        Optional<String> database,
        Optional<String> user,
        Optional<Secret> password,
        Map<String, Secret> options) {

    static final String JDBC = "jdbc:postgresql:";

    private static final String KNOWN =
            "jdbc:postgresql://host:port/database, ecto://user:password@host:port/database, and the same as ecto://"
                    + " with postgres:// or postgresql://";
    /** Those that people try. */
    private static final Pattern SCHEME = Pattern.compile(
            "((?:jdbc:)?(?:postgres|postgresql|ecto|mysql|mariadb|oracle|sqlserver|sqlite|h2|mongodb|redis|https?):).*",
            Pattern.DOTALL);

    /** Values that cannot change afterwards. */
    public DatabaseUrl {
        servers = List.copyOf(servers);
        options = Map.copyOf(options);
    }

    /**
     * Reads a URL.
     *
     * @throws CannotRunException if it is malformed or of an unknown scheme; the message shows no credential
     */
    public static DatabaseUrl parse(String url) {
        String text = url.strip();
        if (text.startsWith(JDBC)) {
            return JdbcUrl.parse(text);
        }
        int slashes = text.indexOf("://");
        String scheme = slashes < 0 ? "" : text.substring(0, slashes).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "ecto", "postgres", "postgresql" -> EctoUrl.parse(text, slashes + 3);
            default -> throw unknownScheme(text);
        };
    }

    private static CannotRunException unknownScheme(String text) {
        if (text.startsWith("\"") || text.startsWith("'")) {
            throw new CannotRunException(ErrorMessage.what("The database url begins with a quotation mark")
                    .expected(KNOWN)
                    .next("remove the marks around it; a file that docker --env-file reads has none, nor does a Secret"
                            + " of Kubernetes"));
        }
        return new CannotRunException(ErrorMessage.what("The database url is of an unknown kind")
                .expected(KNOWN)
                .found(shown(text))
                .next("write the url in one of these forms"));
    }

    /** What may be shown of a text that cannot be read: nothing tells where in it a credential stands. */
    static String shown(String text) {
        Matcher scheme = SCHEME.matcher(text);
        return scheme.matches()
                ? "a url that begins with " + scheme.group(1) + " (the rest is not shown, as it may be a password)"
                : "a text without a scheme that is known";
    }

    static CannotRunException malformed(String text, String what) {
        return new CannotRunException(ErrorMessage.what("The database url is malformed: " + what)
                .expected(KNOWN)
                .found(shown(text))
                .next(
                        "correct the url; a character that has a meaning in URLs (such as : / ? # @ %) is written as % and"
                                + " two hex digits"));
    }

    /**
     * This URL, with what libpq takes from the environment for the safety of a connection where the URL does not say it.
     *
     * @param environment gives the value of an environment variable, or null
     * @param home the home directory of the account; {@code $HOME} comes before it
     * @param notes gets a phrase for each variable that is used, or is not as the URL says otherwise
     */
    public DatabaseUrl with(UnaryOperator<String> environment, String home, List<String> notes) {
        Map<String, Secret> all = EnvironmentOptions.complete(options, environment, home, notes);
        return new DatabaseUrl(servers, database, user, password, all);
    }

    /**
     * The settings of a connection to this database.
     *
     * <p>A URL without a database means the one named like the user, as in all of PostgreSQL's own tools.
     *
     * @param as who connects
     * @param with the password, if there is one
     * @param origin where the password was found, or was looked for, for messages
     * @param timeout how long to go on trying
     */
    public ConnectionSettings settings(String as, Optional<Secret> with, String origin, Duration timeout) {
        return new ConnectionSettings(servers, database.orElse(as), as, with, origin, options, timeout);
    }
}
