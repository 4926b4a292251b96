package dev.phoenixkit.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the data of a server lies while the server lives. */
final class ServerFolder {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long MEMORY_NEEDED = 4L << 30;
    private static final String NAME = "phoenixkit-server-";

    private ServerFolder() {}

    /** In memory where there is room: a database is some three hundred files, which takes some disks a quarter second. */
    static Path inMemory() throws IOException {
        boolean roomy = Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).getUsableSpace() > MEMORY_NEEDED;
        return roomy ? Files.createTempDirectory(MEMORY, NAME) : onDisk();
    }

    static Path onDisk() throws IOException {
        return Files.createTempDirectory(NAME);
    }
}
