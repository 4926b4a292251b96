package dev.phoenixkit.connect;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/**
 * Decides which options of a URL reach the driver: all but those that are refused or left out here, so that none that
 * makes a connection safe is ever lost. They are known in JDBC's spelling and in PostgreSQL's ({@code channelBinding},
 * {@code channel_binding}). What the driver does not know is passed on too, for a socket factory or authentication plugin
 * that the user adds may read it.
 */
final class DriverOptions {
    /** The plugin sets these itself, or works only with the driver's default: its statements, timeouts and threads. */
    static final Set<String> LEFT_OUT = words("user password ApplicationName assumeMinServerVersion replication"
            + " prepareThreshold preferQueryMode autosave stringtype reWriteBatchedInserts binaryTransfer"
            + " binaryTransferEnable binaryTransferDisable defaultRowFetchSize maxResultBuffer queryTimeout"
            + " readOnly readOnlyMode loginTimeout connectTimeout socketTimeout cancelSignalTimeout tcpKeepAlive"
            + " connectExecutor connectExecutorArg loadBalanceHosts hostRecheckSeconds"
            + " logServerErrorDetail loggerLevel loggerFile");

    private static final Set<String> WHERE =
            words("host hostaddr hostname port dbname database pghost pgport pgdbname socket socketdir endpoints");
    private static final Set<String> WHO = words("user username password");
    private static final Set<String> PLAIN_MODES = words("disable allow prefer");

    private static final Map<String, PGProperty> KNOWN =
            Stream.of(PGProperty.values()).collect(Collectors.toMap(known -> normal(known.getName()), known -> known));

    /** PostgreSQL's names that are not the driver's in another spelling. */
    private static final Map<String, PGProperty> OTHER_NAMES =
            Map.of("targetsessionattrs", PGProperty.TARGET_SERVER_TYPE, "krbsrvname", PGProperty.KERBEROS_SERVER_NAME);

    /**
     * An option of libpq that the driver does not have.
     *
     * @param harmless values that ask for what is so anyway
     * @param next what to write in place of any other
     */
    private record Foreign(Set<String> harmless, String next) {}

    private static final String TLS_VERSIONS =
            "remove it, and name the versions in MAVEN_OPTS: -Djdk.tls.client.protocols=TLSv1.3";
    private static final String REVOCATION =
            "remove it, and let Java ask the authority: -Dcom.sun.net.ssl.checkRevocation=true in MAVEN_OPTS";
    private static final Map<String, Foreign> FOREIGN = Map.ofEntries(
            foreign("sslcompression", "0", "remove it: Java's TLS has no compression"),
            foreign("sslsni", "1", "remove it: Java's TLS always names the server"),
            foreign("requiressl", "0", "write sslmode=require"),
            foreign("sslcertmode", "allow", "remove it; to show no client certificate, write sslcert=&sslkey="),
            foreign("sslminprotocolversion", "TLSv1 TLSv1.1 TLSv1.2", TLS_VERSIONS),
            foreign("sslmaxprotocolversion", "TLSv1.3", TLS_VERSIONS),
            foreign("sslcrl", "", REVOCATION),
            foreign("sslcrldir", "", REVOCATION),
            foreign("requirepeer", "", "remove it: it is about Unix sockets, and only TCP is supported"),
            foreign("passfile", "", "name the file in the environment variable PGPASSFILE"),
            foreign("scramclientkey", "", "give the password"),
            foreign("scramserverkey", "", "give the password"));

    private static Map.Entry<String, Foreign> foreign(String name, String harmless, String next) {
        return Map.entry(name, new Foreign(words(harmless), next));
    }

    private DriverOptions() {}

    /** The options of a {@code jdbc:} URL, without user and password. */
    static Map<String, Secret> of(Map<String, String> query) {
        Map<String, Secret> options = new HashMap<>();
        query.forEach((name, value) -> {
            checkMeaning(name, value);
            String normal = normal(name);
            PGProperty known = KNOWN.getOrDefault(normal, OTHER_NAMES.get(normal));
            if (FOREIGN.containsKey(normal)) {
                checkForeign(name, value, FOREIGN.get(normal));
            } else if (known == null) {
                options.put(name, new Secret(value));
            } else if (!LEFT_OUT.contains(known.getName())) {
                checkChoice("In the database url, the option " + known.getName(), known.getName(), value);
                options.put(known.getName(), new Secret(value));
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

    private static void checkMeaning(String name, String value) {
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
        if (normal.matches("(use|require|enable)?(ssl|tls).*")
                && !KNOWN.containsKey(normal)
                && !FOREIGN.containsKey(normal)) {
            throw wrong(
                    "the option " + onlyLetters(name)
                            + " about TLS is unknown, and to ignore it could make the connection less"
                            + " safe than was meant",
                    KNOWN.values().stream()
                            .map(PGProperty::getName)
                            .filter(known -> known.startsWith("ssl"))
                            .sorted()
                            .collect(Collectors.joining(", ")),
                    "correct or remove it");
        }
    }

    private static void checkForeign(String name, String value, Foreign known) {
        if (!value.isEmpty() && !known.harmless().contains(value)) {
            throw wrong(
                    "the option " + name + " asks for what Java or the driver cannot do",
                    known.harmless().contains("")
                            ? "a url without it"
                            : name + "=" + String.join(" or ", new TreeSet<>(known.harmless())),
                    known.next());
        }
    }

    /**
     * A wrong value would otherwise surface as one of the driver's connection errors, which are worth another try.
     *
     * @param who the option or the variable that has it, to begin a sentence with
     */
    static void checkChoice(String who, String option, String value) {
        PGProperty property = PGProperty.forName(option);
        List<String> choices = property == PGProperty.TARGET_SERVER_TYPE
                ? TargetServerType.WORDS
                : property.getChoices() == null ? List.of(value) : List.of(property.getChoices());
        List<String> values = property == PGProperty.REQUIRE_AUTH ? List.of(value.split("\\s*,\\s*")) : List.of(value);
        if (!choices.containsAll(values)) {
            // A value of another form may hold more than this option, such as a password after a wrong separator.
            String shown = value.matches("[A-Za-z_-]{1,20}") ? "the unknown value " + value : "an unknown value";
            throw new CannotRunException(ErrorMessage.what(who + " has " + shown)
                    .expected(String.join(", ", choices))
                    .next("correct it"));
        }
    }

    static CannotRunException wrong(String what, String expected, String next) {
        return new CannotRunException(ErrorMessage.what("In the database url, " + what)
                .expected(expected)
                .next(next));
    }

    /** A name of another form may hold more than a name, such as a password after a wrong separator. */
    private static String onlyLetters(String name) {
        return name.replaceFirst("(?s)[^A-Za-z_].*", "…");
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }
}
