package dev.phoenixkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs that the test support runs to their end. */
final class Command {
    private Command() {}

    /** Runs a program and returns what it printed; fails with that text where the program fails. */
    static String run(List<String> command) {
        return runIn(Path.of(""), command);
    }

    /** The same in a folder. */
    static String runIn(Path folder, List<String> command) {
        try {
            // A file and not a pipe: a server that the program leaves behind would hold the pipe open.
            Path output = Files.createTempFile("phoenixkit-command-", ".txt");
            try {
                Process process = builder(command)
                        .directory(folder.toAbsolutePath().toFile())
                        .redirectOutput(output.toFile())
                        .start();
                int status = process.waitFor();
                String text = Files.readString(output, StandardCharsets.UTF_8);
                if (status != 0) {
                    throw new IllegalStateException(command + " ended with status " + status + ":\n" + text);
                }
                return text;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(command + " did not start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    /** Starts a program whose output nobody wants, its standard input a pipe. */
    static Process start(List<String> command) throws IOException {
        return builder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        // Messages and sort orders that do not depend on who runs the build.
        builder.environment().put("LC_ALL", "C");
        return builder;
    }
}
