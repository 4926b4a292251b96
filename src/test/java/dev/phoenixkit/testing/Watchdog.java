package dev.phoenixkit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that waits for the end of its input, which comes when this JVM closes it or dies, and then cleans up. A shutdown
 * hook would leave the server behind when the JVM is killed.
 */
final class Watchdog {
    private static final String SCRIPT = "trap '' INT TERM HUP; cat; folder=$1; shift; \"$@\"; cd /;"
            + " rm -rf \"$(readlink -f \"$folder/data/pg_wal\")\" \"$folder\"";

    private final Process shell;

    private Watchdog(Process shell) {
        this.shell = shell;
    }

    /** Watches over a folder; in the end the command runs, which may fail, and the folder goes, with a server's log that lies elsewhere. */
    static Watchdog over(Path folder, List<String> lastCommand) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "watchdog", folder.toString()));
        command.addAll(lastCommand);
        return new Watchdog(Command.start(command));
    }

    /** Cleans up now, and returns when it is done. */
    void cleanUp() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
