package dev.phoenixkit.connect;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.PGProperty;

/**
 * All that a connection needs, complete and checked.
 *
 * @param servers the servers to try in turn
 * @param database the database's name
 * @param user the role that connects
 * @param password its password; none where the server does not ask for one
 * @param passwordOrigin where the password was found or looked for, for messages
 * @param options options for the driver; their values may be secrets
 * @param connectTimeout how long to go on trying while the server refuses or is starting up
 */
public record ConnectionSettings(
        List<ServerAddress> servers,
        String database,
        String user,
        Optional<Secret> password,
        String passwordOrigin,
        Map<String, Secret> options,
        Duration connectTimeout) {

    private static final Pattern SEARCH_PATH =
            Pattern.compile("(?i)(?<!\\S)(?:-c\\s*|--)search[_-]path=((?:\\\\.|\\S)*)");

    /** Values that cannot change afterwards. */
    public ConnectionSettings {
        servers = List.copyOf(servers);
        options = Map.copyOf(options);
    }

    /** The value of an option for the driver, in the driver's spelling. */
    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name)).map(Secret::reveal);
    }

    /**
     * The schemas that the url names, as they stand there: by {@code currentSchema}, or by {@code search_path} among the
     * server's {@code options} (PostgreSQL manual, 34.1.2 and "postgres").
     */
    public Optional<String> searchPath() {
        return option(PGProperty.CURRENT_SCHEMA.getName())
                .or(() -> option(PGProperty.OPTIONS.getName()).flatMap(ConnectionSettings::searchPath));
    }

    private static Optional<String> searchPath(String serverOptions) {
        return SEARCH_PATH
                .matcher(serverOptions)
                .results()
                .reduce((first, last) -> last)
                .map(found -> found.group(1).replaceAll("\\\\(.)", "$1"));
    }

    /** {@code host:port}, several separated by commas. */
    public String address() {
        return servers.stream().map(ServerAddress::toString).collect(Collectors.joining(","));
    }

    /** What may be shown, like {@code db.example.com:5432/shop as deploy}. */
    public String describe() {
        return describe(address());
    }

    /** The same of one of several servers. */
    String describe(ServerAddress server) {
        return describe(server.toString());
    }

    private String describe(String where) {
        return where + "/" + database + " as " + user;
    }

    @Override
    public String toString() {
        return describe();
    }
}
