package dev.phoenixkit.maven;

import dev.phoenixkit.connect.DatabaseUrl;
import dev.phoenixkit.connect.PasswordFile;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.maven.parameters.Parameters;
import dev.phoenixkit.maven.parameters.Parameters.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/**
 * The places outside a goal's own configuration that connection settings come from.
 *
 * @param settings the session's settings
 * @param decrypter for their passwords
 * @param given what was given for parameters
 * @param environment gives the value of an environment variable, or null
 * @param home the home directory of the account, which is where $HOME does not say otherwise
 */
record BuildSources(
        Settings settings,
        SettingsDecrypter decrypter,
        Parameters given,
        UnaryOperator<String> environment,
        String home) {

    /**
     * The value of a parameter that declares no property to Maven, as Maven would print it: from the POM's configuration,
     * the command line, the project's properties.
     */
    Optional<SourcedValue> configured(String parameter, String configuration) {
        if (configuration != null) {
            return Optional.of(new SourcedValue(configuration, "the parameter " + parameter, true));
        }
        return given.property(parameter).map(property -> {
            boolean inPom = property.source() == Source.PROJECT && !isInSettings(property.name(), property.text());
            return new SourcedValue(property.text(), property.origin(), inPom);
        });
    }

    /** Properties of the profiles in settings.xml reach the project's properties too. */
    private boolean isInSettings(String property, String value) {
        return settings.getProfiles().stream()
                .anyMatch(profile -> value.equals(profile.getProperties().getProperty(property)));
    }

    Optional<SourcedValue> environment(String variable) {
        return Optional.ofNullable(environment.apply(variable))
                .filter(value -> !value.isEmpty())
                .map(value -> new SourcedValue(value, "the environment variable " + variable, false));
    }

    /** The URL with what libpq would add to it. */
    DatabaseUrl complete(DatabaseUrl url, List<String> notes) {
        return url.with(name -> environment(name).map(SourcedValue::value).orElse(null), home, notes);
    }

    PasswordFile passwordFile() {
        return PasswordFile.from(environment, home);
    }

    ServerEntry server(String id) {
        Server server = settings.getServer(id);
        if (server == null) {
            String ids =
                    settings.getServers().stream().map(Server::getId).sorted().collect(Collectors.joining(", "));
            throw new CannotRunException(ErrorMessage.what("settings.xml has no server with the id that serverId names")
                    .expected("a <server> with <id>" + id + "</id>")
                    .found(ids.isEmpty() ? "no server at all" : "the ids " + ids)
                    .next("add the server to settings.xml, or correct serverId"));
        }
        return new ServerEntry(server);
    }

    /** Nothing of it: settings and properties hold passwords. */
    @Override
    public String toString() {
        return "BuildSources";
    }
}
