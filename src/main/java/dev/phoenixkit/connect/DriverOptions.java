package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/**
 * Decides which options of a URL reach the driver.
 *
 * <p>Those do that say how to reach the server, trust it and be trusted; they are known in JDBC's spelling and in
 * PostgreSQL's ({@code channelBinding}, {@code channel_binding}), so that none is lost by its spelling. The driver's
 * other options tune how an application works with it ({@code prepareThreshold}, {@code autosave},
 * {@code targetServerType}, {@code stringtype}, {@code currentSchema}, timeouts …); the plugin works in its own
 * way, and they are left out. What the driver does not know at all is handed on, for a socket factory or
 * authentication plugin that the user adds may read it.
 */
final class DriverOptions {
    private static final Map<String, String> CONNECTING = Stream.of(
                    "ssl",
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "sslpassword",
                    "sslfactory",
                    "sslfactoryarg",
                    "sslhostnameverifier",
                    "sslpasswordcallback",
                    "sslNegotiation",
                    "sslResponseTimeout",
                    "pemKeyAlgorithm",
                    "channelBinding",
                    "requireAuth",
                    "scramMaxIterations",
                    "gssEncMode",
                    "gsslib",
                    "gssResponseTimeout",
                    "gssUseDefaultCreds",
                    "jaasApplicationName",
                    "jaasLogin",
                    "kerberosServerName",
                    "sspiServiceClass",
                    "useSpnego",
                    "authenticationPluginClassName",
                    "socketFactory",
                    "socketFactoryArg",
                    "localSocketAddress",
                    "options")
            .collect(Collectors.toUnmodifiableMap(DriverOptions::normal, Function.identity()));

    private static final Set<String> WHERE = Set.of(
            "host",
            "hostaddr",
            "hostname",
            "port",
            "dbname",
            "database",
            "pghost",
            "pgport",
            "pgdbname",
            "socket",
            "socketdir",
            "endpoints");
    private static final Set<String> WHO = Set.of("user", "username", "password");

    private static final List<String> PLAIN_MODES = List.of("disable", "allow", "prefer");

    private DriverOptions() {}

    /** The options of a {@code jdbc:} URL, without user and password. */
    static Map<String, Secret> of(Map<String, String> query) {
        Map<String, Secret> options = new HashMap<>();
        query.forEach((name, value) -> {
            String known = CONNECTING.get(normal(name));
            if (known != null) {
                checkChoice(known, value);
                options.put(known, new Secret(value));
            } else if (mayPass(name, value)) {
                options.put(name, new Secret(value));
            }
        });
        return options;
    }

    /** The options of an {@code ecto://} URL, where {@code ssl=true} asks for TLS without checking a certificate. */
    static Map<String, Secret> ofApplication(Map<String, String> query) {
        for (String name : query.keySet()) {
            if (WHO.contains(normal(name))) {
                throw wrong(
                        "the option " + name + " is not used in this kind of url",
                        "user:password@ before the host",
                        "write it there");
            }
        }
        Map<String, Secret> options = of(query);
        Secret ssl = options.remove("ssl");
        if (ssl != null) {
            String meant = switch (ssl.reveal()) {
                case "true" -> "require";
                case "false" -> "disable";
                default -> throw wrong("the option ssl has an unknown value", "ssl=true or ssl=false", "correct it");
            };
            Secret mode = options.putIfAbsent("sslmode", new Secret(meant));
            if (mode != null && PLAIN_MODES.contains(mode.reveal()) == meant.equals("require")) {
                throw wrong(
                        "ssl=" + ssl.reveal() + " and sslmode=" + mode.reveal() + " contradict each other",
                        "one of the two",
                        "remove the wrong one");
            }
        }
        return options;
    }

    private static boolean mayPass(String name, String value) {
        String normal = normal(name);
        if (WHERE.contains(normal)) {
            throw wrong(
                    "the option " + name + " says where to connect",
                    "host, port and database before the ?",
                    "write it there; only TCP is supported, no socket directory");
        }
        if (normal.equals("service")) {
            throw wrong(
                    "the option service names a connection service file, which is not supported",
                    "host, port and database in the url",
                    "copy them from the service's entry");
        }
        if (normal.equals("readonly") && !value.equalsIgnoreCase("false")) {
            throw wrong(
                    "the option readOnly asks for a connection that cannot write",
                    "a connection that can migrate",
                    "remove the option; v114-status and dryRun write nothing anyway");
        }
        if (normal.startsWith("ssl")) {
            throw wrong(
                    "the option " + name + " about TLS is unknown, and to ignore it could make the connection less"
                            + " safe than was meant",
                    CONNECTING.values().stream()
                            .filter(known -> known.startsWith("ssl"))
                            .sorted()
                            .collect(Collectors.joining(", ")),
                    "correct or remove it");
        }
        return PGProperty.forName(name) == null;
    }

    /** A wrong value would otherwise surface as one of the driver's connection errors, which are worth another try. */
    private static void checkChoice(String name, String value) {
        String[] choices = PGProperty.forName(name).getChoices();
        if (choices != null && !List.of(choices).contains(value)) {
            // A value of another form may hold more than this option, such as a password after a wrong separator.
            String shown = value.matches("[A-Za-z_-]{1,20}") ? "the unknown value " + value : "an unknown value";
            throw wrong("the option " + name + " has " + shown, String.join(", ", choices), "correct it");
        }
    }

    private static CannotRunException wrong(String what, String expected, String next) {
        return new CannotRunException(
                "In the database url, " + what + ". Expected: " + expected + ". Next: " + next + ".");
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }
}
