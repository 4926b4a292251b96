package dev.phoenixkit.maven;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this plugin, as its jar says. */
final class PluginVersion {

    private static final String PROPERTIES = "/META-INF/maven/dev.phoenixkit/phoenixkit-maven-plugin/pom.properties";

    private PluginVersion() {}

    /** The version; {@code unknown} where the classes do not come from a jar that Maven built. */
    static String get() {
        try (InputStream in = PluginVersion.class.getResourceAsStream(PROPERTIES)) {
            if (in == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
