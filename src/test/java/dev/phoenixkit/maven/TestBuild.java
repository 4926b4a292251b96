package dev.phoenixkit.maven;

import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.maven.parameters.Parameters;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.settings.Profile;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** A build's settings, properties and environment, to be filled by a test; empty to begin with. */
final class TestBuild {
    final Settings settings = new Settings();
    final Properties userProperties = new Properties();
    final Properties jvmProperties = new Properties();
    final Properties projectProperties = new Properties();
    final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private SettingsDecrypter decrypter;

    TestBuild(Path home) {
        this.home = home;
        this.decrypter = MasterPassword.missing(home);
    }

    TestBuild decrypter(SettingsDecrypter other) {
        decrypter = other;
        return this;
    }

    TestBuild server(String id, String username, String password) {
        Server server = new Server();
        server.setId(id);
        server.setUsername(username);
        server.setPassword(password);
        settings.addServer(server);
        return this;
    }

    /** An active profile of settings.xml, whose properties Maven hands to every project. */
    TestBuild settingsProfile(String property, String value) {
        Profile profile = new Profile();
        profile.addProperty(property, value);
        settings.addProfile(profile);
        projectProperties.setProperty(property, value);
        return this;
    }

    BuildSources sources() {
        Parameters given =
                new Parameters(Set.of(), Set.of(), List.of(), userProperties, jvmProperties, projectProperties);
        return new BuildSources(settings, decrypter, given, environment::get, home.toString());
    }

    ConnectionParameters.Connection resolve(ConnectionParameters parameters) {
        return parameters.resolve(sources());
    }

    /** What stands in the POM, beside connectTimeout. */
    static ConnectionParameters parameters(String url, String username, String password, String serverId) {
        return new ConnectionParameters(
                url, null, username, password == null ? null : new Secret(password), serverId, 10);
    }
}
