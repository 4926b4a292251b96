package dev.phoenixkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The jars in the plugin's class realm, as Maven's debug output names them. */
record PluginRealm(List<Jar> jars) {
    private static final Pattern POPULATING = Pattern.compile("Populating class realm plugin>(\\S+)");
    private static final Pattern INCLUDED = Pattern.compile("Included: ([^:\\s]+):([^:\\s]+):jar:([^:\\s]+)");

    record Jar(String name, boolean own, long bytes) {}

    /** Reads them out of the log of a build under {@code -X}. */
    static PluginRealm read(String log) throws IOException {
        String[] own = System.getProperty("phoenixkit.test.plugin").split(":");
        List<Jar> jars = new ArrayList<>();
        boolean inRealm = false;
        for (String line : log.lines().toList()) {
            Matcher populating = POPULATING.matcher(line);
            if (populating.find()) {
                inRealm = populating.group(1).startsWith(own[0] + ":" + own[1] + ":");
            }
            Matcher included = INCLUDED.matcher(line);
            if (inRealm && included.find()) {
                jars.add(jar(included.group(1), included.group(2), included.group(3), own[1]));
            }
        }
        if (jars.stream().noneMatch(Jar::own)) {
            throw new IllegalStateException("The debug output names no realm of the plugin:\n" + log);
        }
        return new PluginRealm(jars);
    }

    private static Jar jar(String group, String artifact, String version, String own) throws IOException {
        String name = artifact + "-" + version + ".jar";
        Path jar = Path.of(System.getProperty("phoenixkit.test.repository"))
                .resolve(group.replace('.', '/'))
                .resolve(artifact)
                .resolve(version)
                .resolve(name);
        return new Jar(name, artifact.equals(own), Files.size(jar));
    }

    /** How many jars there are besides the plugin's own. */
    long runtimeJars() {
        return jars.stream().filter(jar -> !jar.own()).count();
    }

    /** How large those are together. */
    long runtimeBytes() {
        return jars.stream().filter(jar -> !jar.own()).mapToLong(Jar::bytes).sum();
    }

    /** How large the plugin's own is. */
    long ownBytes() {
        return jars.stream().filter(Jar::own).mapToLong(Jar::bytes).sum();
    }
}
