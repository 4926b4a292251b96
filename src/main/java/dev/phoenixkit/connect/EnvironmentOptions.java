package dev.phoenixkit.connect;

import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What libpq takes from the environment and from a user's files for the safety of a connection, where the URL does not say
 * it (PostgreSQL manual, 34.15 and 34.19). What only tunes a connection, and above all where it goes, is not read there.
 */
final class EnvironmentOptions {
    private static final List<Map.Entry<String, String>> VARIABLES = List.of(
            Map.entry("PGSSLMODE", "sslmode"),
            Map.entry("PGSSLROOTCERT", "sslrootcert"),
            Map.entry("PGSSLCERT", "sslcert"),
            Map.entry("PGSSLKEY", "sslkey"),
            Map.entry("PGCHANNELBINDING", "channelBinding"),
            Map.entry("PGREQUIREAUTH", "requireAuth"));

    /** The driver's name for a key comes before libpq's. */
    private static final List<Map.Entry<String, String>> FILES = List.of(
            Map.entry("root.crt", "sslrootcert"),
            Map.entry("postgresql.crt", "sslcert"),
            Map.entry("postgresql.pk8", "sslkey"),
            Map.entry("postgresql.key", "sslkey"));

    private EnvironmentOptions() {}

    /**
     * Options of a URL and what the environment adds to them.
     *
     * @param account the account's home; {@code $HOME} comes before it
     * @param notes gets a phrase for each variable that is used, or is not as the URL says otherwise
     */
    static Map<String, Secret> complete(
            Map<String, Secret> url, UnaryOperator<String> environment, String account, List<String> notes) {
        Map<String, Secret> options = new HashMap<>(url);
        VARIABLES.forEach(known -> {
            String variable = known.getKey();
            String option = known.getValue();
            String value = environment.apply(variable);
            // In a jdbc: URL, ssl is a way to say sslmode.
            String nearer = option.equals("sslmode") && !url.containsKey(option) ? "ssl" : option;
            if (value == null || value.isEmpty()) {
                return;
            }
            if (!url.containsKey(nearer)) {
                DriverOptions.checkChoice("The environment variable " + variable, option, value);
                options.put(option, new Secret(value));
                notes.add(option + ": the environment variable " + variable);
            } else if (!url.get(nearer).reveal().equals(value)) {
                notes.add(variable + "=" + value + " is not used, as the url says " + nearer + "="
                        + url.get(nearer).reveal());
            }
        });
        trustWellKnownAuthorities(options);
        if (!options.containsKey("sslfactory")) {
            FILES.forEach(known -> UserFiles.find(environment, account, ".postgresql/" + known.getKey(), known.getKey())
                    .filter(Files::isRegularFile)
                    .ifPresent(path -> options.putIfAbsent(known.getValue(), new Secret(path.toString()))));
        }
        // As with libpq, a root certificate that is there is also used.
        if (options.containsKey("sslrootcert") && value(options, "sslmode").equals(Optional.of("require"))) {
            options.put("sslmode", new Secret("verify-ca"));
        }
        return options;
    }

    private static Optional<String> value(Map<String, Secret> options, String name) {
        return Optional.ofNullable(options.get(name)).map(Secret::reveal);
    }

    /** As with libpq, {@code sslrootcert=system} means the authorities that everybody knows. */
    private static void trustWellKnownAuthorities(Map<String, Secret> options) {
        if (!value(options, "sslrootcert").equals(Optional.of("system"))) {
            return;
        }
        Optional<String> mode = value(options, "sslmode");
        if (mode.isPresent() && !mode.get().equals("verify-full")) {
            throw DriverOptions.wrong(
                    "sslrootcert=system and sslmode=" + mode.get() + " contradict each other",
                    "sslmode=verify-full, as anybody can have a certificate of a well-known authority",
                    "correct one of the two, in the url or in PGSSLROOTCERT and PGSSLMODE");
        }
        for (String other : List.of("sslcert", "sslkey", "sslfactory")) {
            if (options.containsKey(other)) {
                throw DriverOptions.wrong(
                        "sslrootcert=system and " + other + " cannot be used together",
                        "Java's own authorities without " + other,
                        "name a file in sslrootcert, or remove " + other);
            }
        }
        options.remove("sslrootcert");
        options.put("sslmode", new Secret("verify-full"));
        options.put("sslfactory", new Secret("org.postgresql.ssl.DefaultJavaSSLFactory"));
    }
}
