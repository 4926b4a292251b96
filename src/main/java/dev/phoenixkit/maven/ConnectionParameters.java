package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.DatabaseUrl;
import dev.phoenixkit.connect.PasswordFile;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.maven.parameters.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parameters of a goal that say how to connect, as the POM gives them: null where it does not.
 *
 * <p>User and password are looked for each by itself, in this order: the parameter, the server entry of settings.xml,
 * the URL, {@code PGUSER} and {@code PGPASSWORD}, and for the password the password file. The operating system's user
 * is never taken. What the URL does not say of TLS and of logging in, libpq's other variables say.
 *
 * @param url configured in the POM; else the property {@code phoenixkit.url}
 * @param urlEnv the environment variable that holds the URL
 * @param username the role
 * @param password configured in the POM; else the property {@code phoenixkit.password}
 * @param serverId the server entry of settings.xml
 * @param connectTimeout seconds
 */
record ConnectionParameters(
        String url, String urlEnv, String username, Secret password, String serverId, int connectTimeout) {

    /**
     * What to connect with.
     *
     * @param settings complete and checked
     * @param passwordInPom whether the POM supplies the password that is used, which Maven itself may then print
     * @param origins where user, password and what else the environment decides came from, for the log
     */
    record Connection(ConnectionSettings settings, boolean passwordInPom, String origins) {}

    /**
     * Finds everything that a connection needs.
     *
     * @throws CannotRunException if something is missing, contradictory or malformed
     */
    Connection resolve(BuildSources build) {
        SourcedValue urlText = url(build);
        List<String> notes = new ArrayList<>();
        DatabaseUrl parsed = build.complete(parse(urlText), notes);
        Optional<ServerEntry> server = Optional.ofNullable(serverId).map(build::server);
        String entry = "server " + serverId + " of settings.xml";

        SourcedValue user = Stream.of(
                        Optional.ofNullable(username)
                                .map(name -> new SourcedValue(name, "the parameter username", false)),
                        server.flatMap(ServerEntry::username).map(name -> new SourcedValue(name, entry, false)),
                        parsed.user().map(name -> new SourcedValue(name, "the url, from " + urlText, false)),
                        build.environment("PGUSER"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(ConnectionParameters::noUser);
        SourcedValue word = password(build, server, urlText, parsed, user.value());
        Optional<Secret> secret = Optional.ofNullable(word.value()).map(Secret::new);
        boolean together = user.origin().equals(word.origin());
        notes.addAll(
                0, together ? List.of("user and password: " + user) : List.of("user: " + user, "password: " + word));
        return new Connection(
                parsed.settings(user.value(), secret, word.origin(), Duration.ofSeconds(connectTimeout)),
                word.inPom(),
                "From where: " + String.join("; ", notes));
    }

    private static DatabaseUrl parse(SourcedValue url) {
        try {
            return DatabaseUrl.parse(url.value());
        } catch (CannotRunException e) {
            throw new CannotRunException(e.getMessage() + " The url came from " + url + ".");
        }
    }

    private SourcedValue url(BuildSources build) {
        Optional<SourcedValue> direct = build.configured("url", url);
        if (urlEnv == null) {
            return direct.orElseThrow(ConnectionParameters::noUrl);
        }
        Parameters.exclude(
                direct.isPresent(),
                "url, from " + direct.map(SourcedValue::origin).orElse(null),
                "urlEnv=" + urlEnv);
        return build.environment(urlEnv)
                .orElseThrow(() -> new CannotRunException(
                        ErrorMessage.what("The environment variable that urlEnv names is not set")
                                .expected("a database url in " + urlEnv)
                                .found("nothing")
                                .next("set " + urlEnv + " for the build, or correct urlEnv")));
    }

    private SourcedValue password(
            BuildSources build, Optional<ServerEntry> server, SourcedValue urlText, DatabaseUrl parsed, String user) {
        Optional<SourcedValue> direct = build.configured("password", password == null ? null : password.reveal());
        if (direct.isPresent()) {
            return direct.get();
        }
        Optional<Secret> fromServer = server.flatMap(entry -> entry.password(build.decrypter()));
        if (fromServer.isPresent()) {
            return new SourcedValue(fromServer.get().reveal(), "server " + serverId + " of settings.xml", false);
        }
        if (parsed.password().isPresent()) {
            String origin = "the url, from " + urlText.origin();
            return new SourcedValue(parsed.password().get().reveal(), origin, urlText.inPom());
        }
        Optional<SourcedValue> fromEnvironment = build.environment("PGPASSWORD");
        if (fromEnvironment.isPresent()) {
            return fromEnvironment.get();
        }
        PasswordFile file = build.passwordFile();
        return file.find(parsed.servers(), parsed.database().orElse(user), user)
                .map(found -> new SourcedValue(found.reveal(), "the password file " + file, false))
                .orElseGet(() -> new SourcedValue(
                        null,
                        "none; the password file " + file + " "
                                + file.flaw().orElse("has no line for this host, port, database and user"),
                        false));
    }

    private static CannotRunException noUrl() {
        return new CannotRunException(ErrorMessage.what("No database url is given")
                .expected(
                        "the parameter url (or -Dphoenixkit.url=…), like jdbc:postgresql://host:port/database, or urlEnv"
                                + " with the name of an environment variable that holds one")
                .found("neither")
                .next("give one of them"));
    }

    private static CannotRunException noUser() {
        return new CannotRunException(ErrorMessage.what("No database user is given")
                .expected(
                        "one by the parameter username (or -Dphoenixkit.username=…), the username of a server entry in"
                                + " settings.xml (serverId), the url, or the environment variable PGUSER")
                .found("none in any of them; the operating system's user is never taken")
                .next("give one of them"));
    }

    /** Without the url, which can hold a password. */
    @Override
    public String toString() {
        return "ConnectionParameters[urlEnv=" + urlEnv + ", username=" + username + ", serverId=" + serverId + "]";
    }
}
