package dev.phoenixkit.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A class of the tests that runs in a JVM of its own, which can be killed; what it prints can be read. */
public final class ChildJvm implements AutoCloseable {
    /** A JVM that lives for seconds ends before its second compiler pays: without it this takes half the time. */
    static final List<String> SHORT_LIVED = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
    }

    /**
     * Starts it.
     *
     * @param before a command that runs the one that is put behind it, such as a shell that sets limits; may be empty
     * @param heap the JVM's option for its heap
     */
    public static ChildJvm start(List<String> before, String heap, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(heap);
        command.addAll(SHORT_LIVED);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildJvm(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that it prints; null where it is over. */
    public String readLine() {
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it still prints, once it is over. */
    public String awaitEnd() {
        return output.lines().collect(Collectors.joining("\n"));
    }

    /** Asks it to end, as {@code kill} does and a pipeline that is cancelled. */
    public void terminate() {
        // Process.destroy closes its streams too.
        process.toHandle().destroy();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
