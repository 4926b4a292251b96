package dev.phoenixkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Maven build in a process of its own, with the plugin as this build has packaged it. For tests named {@code …IT}:
 * they run after the plugin was installed in {@code target/local-repo}.
 */
public final class MavenRun {
    private final Path project;
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    private MavenRun(Path project) {
        this.project = project;
    }

    /** A build in this folder, which needs no POM; its output goes to {@code build.log} there. */
    public static MavenRun in(Path project) {
        return new MavenRun(project);
    }

    /** How a build ended: its status, and everything it printed. */
    public record Result(int status, String log) {}

    /** Adds options, properties or goals. */
    public MavenRun with(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Adds a goal of the plugin. */
    public MavenRun goal(String goal) {
        return with(property("plugin") + ":" + goal);
    }

    /** Adds a variable to the build's environment. */
    public MavenRun environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Runs it to its end. */
    public Result run() {
        try {
            int status = start().waitFor();
            return new Result(status, log());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for Maven", e);
        }
    }

    /** Starts it; that it ends is the caller's business. */
    public Process start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("maven.home"), "bin", "mvn").toString());
        command.addAll(List.of("-B", "-Dmaven.repo.local=" + property("repository")));
        // What the plugin needs is in the outer build's repository, so nothing is asked of the network.
        command.addAll(List.of(
                "-o", "-Daether.offline.protocols=file", "-gs", outerBuild().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(project.resolve("build.log").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // What is meant for the outer build is not for this one.
        builder.environment()
                .keySet()
                .removeAll(List.of("MAVEN_ARGS", "MAVEN_OPTS", "PGPASSWORD", "PGUSER", "PGPASSFILE"));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Maven did not start: " + e.getMessage(), e);
        }
    }

    /** What it has printed so far. */
    public String log() {
        try {
            // Not as a String of the file: a build that is killed may leave half a character.
            return new String(Files.readAllBytes(project.resolve("build.log")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the Maven that builds are run with is of this major version. */
    public static boolean isMaven(int major) {
        return property("maven.home").contains("apache-maven-" + major + ".");
    }

    /** The settings that the builds of src/it have, too. */
    private Path outerBuild() {
        try {
            String template = Files.readString(Path.of(property("settings")));
            return Files.writeString(
                    project.resolve("outer-build.xml"),
                    template.replace(
                            "@localRepositoryUrl@",
                            Path.of(property("outer.repository")).toUri().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty("phoenixkit.test." + name);
        if (value == null) {
            throw new IllegalStateException("This test needs the plugin in target/local-repo. Run it by: mvn verify");
        }
        return value;
    }
}
