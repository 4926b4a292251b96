package dev.phoenixkit.connect;

import dev.phoenixkit.errors.ErrorMessage;
import java.util.TimeZone;

/** The ways in which connecting fails, and what is to be said of each. Words in braces stand for settings. */
enum ConnectProblem {
    REFUSED(
            true,
            "nothing accepts connections there",
            "a PostgreSQL server at this host and port",
            "check host and port and that the server runs and listens on that address; if it is still on its way up,"
                    + " raise connectTimeout"),
    SILENT(
            true,
            "there is no answer",
            "an answer of a PostgreSQL server in time",
            "check host, port and firewalls; if the server is only slow, raise connectTimeout"),
    CUT(
            true,
            "the connection was cut before the server had let us in",
            "a PostgreSQL server that answers",
            "check that it is PostgreSQL that listens there, and its log; a proxy whose server is not up yet does this"
                    + " too (a longer connectTimeout may help), and so does a server that does not accept the client"
                    + " certificate (sslcert, sslkey)"),
    NO_ROUTE(
            true,
            "no network leads there",
            "a way to one of the host's addresses",
            "check network, VPN and routes; an IPv6 address needs a network with IPv6 and a JVM without"
                    + " -Djava.net.preferIPv4Stack=true, so where there is none take a host that has an IPv4 address, such as"
                    + " the provider's pooler"),
    PROXY(
            true,
            "this JVM connects through the SOCKS proxy {proxy}",
            "a connection through it, or one without it",
            "if this server is to be reached without it, add {host} to -DsocksNonProxyHosts, or take -DsocksProxyHost"
                    + " out of MAVEN_OPTS and .mvn/jvm.config; if not, check the proxy"),
    STARTING(
            true,
            "the server is starting up or shutting down",
            "a server that is ready",
            "look at the server's log; if it only needs longer, raise connectTimeout"),
    FULL(
            true,
            "the server has no free connection",
            "one free connection",
            "try again later, raise connectTimeout, or give the server or the role more connections"),
    STANDBY(
            true,
            "the server is a standby",
            "a primary, as targetServerType={targetServerType} in the url demands",
            "name the primary in the url; if this server is being promoted, raise connectTimeout; v114-status works on a"
                    + " standby too, without this option"),
    PRIMARY(
            true,
            "the server is a primary",
            "a standby, as targetServerType={targetServerType} in the url demands",
            "name a standby in the url, or remove the option: only a primary can be migrated"),
    WRONG_PASSWORD(
            false,
            "the server did not accept the password",
            "the password of role {user}",
            "check the user and the password (source of the password: {passwordOrigin})"),
    NO_PASSWORD(
            false,
            "the server asks for a password, or for more",
            "a password for role {user}",
            "give a password (source so far: {passwordOrigin}); if the server has no TLS, check sslmode; otherwise check"
                    + " channelBinding, requireAuth and the server's pg_hba.conf"),
    REJECTED(
            false,
            "server and client did not agree on how to log in",
            "TLS where sslmode={sslmode} needs it, and a way to log in that both sides have",
            "if the server has no TLS, check sslmode; otherwise check channelBinding, requireAuth and the server's"
                    + " pg_hba.conf"),
    NOT_ADMITTED(
            false,
            "the server does not let this user in from here",
            "a line of the server's pg_hba.conf that admits this host, user and database, and a role that may log in",
            "check the user's name, whether the server demands TLS (sslmode=require) or a client certificate"
                    + " (sslcert, sslkey), and pg_hba.conf"),
    NO_DATABASE(
            false,
            "there is no such database",
            "a database named {database} on this server",
            "check the database's name at the end of the url"),
    NO_RIGHT(
            false,
            "the user may not connect to this database",
            "the right CONNECT on database {database} for role {user}",
            "grant it, or connect as another user"),
    UNKNOWN_HOST(
            false,
            "the host's name is unknown",
            "a name that this machine can look up",
            "check the host in the url and this machine's name service"),
    TLS(
            false,
            "the TLS connection could not be made",
            "certificates and keys that satisfy sslmode={sslmode}",
            "check sslmode, that sslrootcert names the file with the certificate of the authority that signed the"
                    + " server's, that the host in the url is one that the server's certificate is for, and sslcert,"
                    + " sslkey and sslpassword if there is a client certificate"),
    CLIENT_KEY(
            false,
            "the client certificate's key cannot be read",
            "an RSA or EC key in PKCS#8: PEM without a password, or DER",
            "convert it: {keyConversion}; then chmod 600 the new file and name it in sslkey"),
    CLASS(
            false,
            "a class that the url names cannot be used",
            "a class of this name that has the constructor that the driver calls",
            "add the artifact that holds it to <dependencies> of this plugin in the POM, or correct the name"),
    TIME_ZONE(
            false,
            "the server does not know this JVM's time zone, {timeZone}",
            "a name that is in the server's pg_timezone_names",
            "run Maven with -Duser.timezone=UTC in MAVEN_OPTS: nothing that the plugin does depends on it"),
    OPTIONS(
            false,
            "the server, or a pooler before it, does not accept options=… of the url",
            "settings that the server knows and that role {user} may change",
            "correct options; a pooler that takes none must be passed by, with the server's own host and port in the url,"
                    + " or the setting must become the role's: ALTER ROLE {user} SET …"),
    INTERRUPTED(false, "the build was interrupted", "time to connect", "run it again"),
    OTHER(
            false,
            "the server or the driver reports an error",
            "a connection",
            "see what was found, and the server's log");

    private final boolean isTransient;
    private final String what;
    private final String expected;
    private final String next;

    ConnectProblem(boolean isTransient, String what, String expected, String next) {
        this.isTransient = isTransient;
        this.what = what;
        this.expected = expected;
        this.next = next;
    }

    /** Whether another try may help. */
    boolean isTransient() {
        return isTransient;
    }

    /**
     * What is said of this problem at a server.
     *
     * @param hint what else could be the cause, as a phrase; may be empty
     */
    ErrorMessage message(ConnectionSettings settings, ServerAddress server, String found, String hint) {
        return ErrorMessage.what(
                        "Cannot connect to " + settings.describe(server) + ": " + filled(what, settings, server))
                .expected(filled(expected, settings, server))
                .found(found)
                .next(filled(next, settings, server) + hint);
    }

    private static String filled(String text, ConnectionSettings settings, ServerAddress server) {
        // With ssl and without sslmode, the driver checks everything.
        String impliedMode = settings.options().containsKey("ssl") ? "verify-full" : "prefer";
        return text.replace("{sslmode}", settings.option("sslmode").orElse(impliedMode))
                .replace(
                        "{targetServerType}",
                        settings.option("targetServerType").orElse(""))
                .replace("{keyConversion}", text.contains("{keyConversion}") ? ClientKey.conversion(settings) : "")
                .replace("{timeZone}", TimeZone.getDefault().getID())
                .replace(
                        "{proxy}",
                        System.getProperty("socksProxyHost") + ":" + System.getProperty("socksProxyPort", "1080"))
                .replace("{passwordOrigin}", settings.passwordOrigin())
                .replace("{host}", server.bareHost())
                .replace("{database}", settings.database())
                .replace("{user}", settings.user());
    }
}
