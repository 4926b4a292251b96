package dev.phoenixkit.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The JDKs of this machine: those that variables like {@code JAVA_HOME_25} name, and the neighbours of the running one. */
final class Jdks {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)([^\"]*)\"");

    private Jdks() {}

    record Jdk(Path home, int feature, String version) {}

    /** The newest one of a feature version above another. */
    static Optional<Jdk> newestAbove(int feature) throws IOException {
        Path running = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> neighbours = Files.list(running.getParent())) {
            return Stream.concat(named(), neighbours)
                    .flatMap(home -> read(home).stream())
                    .filter(jdk -> jdk.feature() > feature)
                    .max(Comparator.comparingInt(Jdk::feature));
        }
    }

    private static Stream<Path> named() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME"))
                .map(Map.Entry::getValue)
                .map(Path::of);
    }

    private static Optional<Jdk> read(Path home) {
        try {
            if (!Files.isExecutable(home.resolve("bin").resolve("javac"))) {
                return Optional.empty();
            }
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find()
                    ? Optional.of(
                            new Jdk(home, Integer.parseInt(version.group(1)), version.group(1) + version.group(2)))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
