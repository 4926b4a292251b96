package dev.phoenixkit.faults;

import dev.phoenixkit.testing.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Maven of its own process that runs one goal of the plugin without a POM. */
final class MavenProcess implements AutoCloseable {
    private static final long LIMIT_MINUTES = 5;

    private final Path folder;
    private final Process process;

    private MavenProcess(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** Starts {@code v114-up} or {@code v114-down} on a database. */
    static MavenProcess start(String goal, Database database) {
        return start(goal, database, database.url());
    }

    /** The same by another address. */
    static MavenProcess start(String goal, Database database, String url) {
        Path folder = folder();
        List<String> command = new ArrayList<>();
        command.add(Path.of(property("maven.home"), "bin", "mvn").toString());
        command.addAll(List.of("-B", "-ntp", "-e"));
        command.add("-Dmaven.repo.local=" + property("repository"));
        command.addAll(List.of("-gs", folder.resolve("settings.xml").toString()));
        command.add("-Dphoenixkit.url=" + url);
        command.add("-Dphoenixkit.username=" + database.user());
        command.add("-Dphoenixkit.lockTimeout=600");
        command.add(property("plugin") + ":" + goal);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile());
            builder.environment().put("PGPASSWORD", database.password());
            builder.environment().remove("MAVEN_ARGS");
            return new MavenProcess(folder, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder with the settings of all inner builds, which look into the outer build's repository first. */
    private static Path folder() {
        try {
            Path folder = Files.createTempDirectory("phoenixkit-maven-");
            String repository = Path.of(property("outer.repository")).toUri().toString();
            String settings = Files.readString(Path.of(property("settings")));
            Files.writeString(folder.resolve("settings.xml"), settings.replace("@localRepositoryUrl@", repository));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String property(String name) {
        String value = System.getProperty("phoenixkit.test." + name);
        if (value == null) {
            throw new IllegalStateException(
                    "phoenixkit.test." + name + " is not set: these tests need the plugin in the"
                            + " build's own repository; run them with mvn verify");
        }
        return value;
    }

    /** {@code kill -9} of all that belongs to it. */
    void kill() {
        // The script that starts Maven may have become the JVM, or be its parent.
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }

    /** Waits for its end. */
    int status() {
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                throw new AssertionError("Maven does not end; its output:\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has printed so far. */
    String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills what is left of it. */
    @Override
    public void close() {
        kill();
        try {
            Files.delete(folder.resolve("output"));
            Files.delete(folder.resolve("settings.xml"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
