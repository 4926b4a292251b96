package dev.phoenixkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Maven build in a process of its own, with the plugin as this build has packaged it. For tests named {@code …IT}:
 * they run after the plugin was installed in {@code target/local-repo}.
 */
public final class MavenRun {
    private final Path project;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private List<String> jvmOptions = ChildJvm.SHORT_LIVED;

    private MavenRun(Path project) {
        this.project = project;
    }

    /** A build in this folder, which needs no POM; its output goes to {@code build.log} there. */
    public static MavenRun in(Path project) {
        return new MavenRun(project);
    }

    /** How a build ended: its status, and everything that it printed. */
    public record Result(int status, String log) {}

    /** Adds options, properties or goals. */
    public MavenRun with(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Adds a goal of the plugin. */
    public MavenRun goal(String goal) {
        return with(plugin() + ":" + goal);
    }

    /** The plugin's coordinates, separated by colons. */
    public static String plugin() {
        return property("plugin");
    }

    /** Adds a variable to the build's environment. */
    public MavenRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Lets the plugin connect to a database as its user, and wait for its locks as long as the test takes. */
    public MavenRun on(Database database) {
        return with("-Dphoenixkit.url=" + database.url(), "-Dphoenixkit.username=" + database.user())
                .with("-Dphoenixkit.lockTimeout=600")
                .environment("PGPASSWORD", database.password());
    }

    /** In a JVM as users have it, for what is measured; others leave out what does not pay in a test. */
    public MavenRun inUsersJvm() {
        jvmOptions = List.of();
        return this;
    }

    /** Runs it to its end. */
    public Result run() {
        try (Running running = start()) {
            return running.end();
        }
    }

    /**
     * Runs a script of the shell instead, in a folder; in it {@code mvn} is this build's Maven with the options so far.
     *
     * @param variable a variable of the environment, and its value
     */
    public Result shell(Path where, String script, String variable, String value) throws IOException {
        Path mvn = Files.createDirectories(project.resolve("bin")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\nexec " + String.join(" ", command()) + " \"$@\"\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
        environment(variable, value).environment("PATH", mvn.getParent() + ":" + System.getenv("PATH"));
        try (Running running = start(where, List.of("sh", "-e", "-c", script))) {
            return running.end();
        }
    }

    /** Starts it. */
    public Running start() {
        try {
            return start(project, command());
        } catch (IOException e) {
            throw new UncheckedIOException("Maven did not start: " + e.getMessage(), e);
        }
    }

    private List<String> command() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("maven.home"), "bin", "mvn").toString());
        command.addAll(List.of("-B", "-Dmaven.repo.local=" + property("repository")));
        // What the plugin needs is in the outer build's repository, so nothing is asked of the network.
        Files.createDirectories(project);
        command.addAll(List.of(
                "-o", "-Daether.offline.protocols=file", "-gs", outerBuild().toString()));
        command.addAll(arguments);
        return command;
    }

    private Running start(Path where, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(project.resolve("build.log").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // What is meant for the outer build is not for this one.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("PG")
                        || List.of("MAVEN_ARGS", "MAVEN_OPTS").contains(name));
        builder.environment().putAll(environment);
        builder.environment().merge("MAVEN_OPTS", String.join(" ", jvmOptions), (given, ours) -> ours + " " + given);
        return new Running(builder.start(), project.resolve("build.log"));
    }

    /** A build under way; what is left of it is killed in the end. */
    public record Running(Process process, Path log) implements AutoCloseable {
        private static final long LIMIT_MINUTES = 15;

        /** Waits for its end. */
        public Result end() {
            try {
                if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                    throw new AssertionError("Maven does not end; its output:\n" + output());
                }
                return new Result(process.exitValue(), output());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for Maven", e);
            }
        }

        /** {@code kill -9} of all that belongs to it. */
        public void kill() {
            // The script that starts Maven may have become the JVM, or be its parent.
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(handle -> handle.onExit().join());
        }

        private String output() {
            try {
                // Not as a String of the file: a build that is killed may leave half a character.
                return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            kill();
        }
    }

    /** The settings that the builds of src/it have, too. */
    private Path outerBuild() throws IOException {
        String repository = Path.of(property("outer.repository")).toUri().toString();
        String template = Files.readString(Path.of(property("settings")));
        return Files.writeString(
                project.resolve("outer-build.xml"), template.replace("@localRepositoryUrl@", repository));
    }

    private static String property(String name) {
        String value = System.getProperty("phoenixkit-test." + name);
        if (value == null) {
            throw new IllegalStateException("This test needs the plugin in target/local-repo. Run it by: mvn verify");
        }
        return value;
    }
}
