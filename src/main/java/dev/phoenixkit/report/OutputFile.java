package dev.phoenixkit.report;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file that a run writes: one that was made, or a regular one that was there and that nobody else writes. */
final class OutputFile implements AutoCloseable {

    /** What it is, and the parameter that names it. */
    enum Kind {
        REPORT("report", "report"),
        PAGE("page", "htmlReport");

        private final String word;
        private final String parameter;

        Kind(String word, String parameter) {
            this.word = word;
            this.parameter = parameter;
        }
    }

    private final Kind kind;
    private final Path path;
    private final boolean there;
    final FileChannel channel;

    private OutputFile(Kind kind, Path path, boolean there, FileChannel channel) {
        this.kind = kind;
        this.path = path;
        this.there = there;
        this.channel = channel;
    }

    /** Begins what stands in a file. */
    interface Beginning {
        void write(OutputFile file) throws IOException;
    }

    /**
     * Opens a file, or makes it with its folders, and begins to write it. One that was made is taken away again where it
     * cannot be begun.
     *
     * @throws CannotRunException where that cannot be done, or something is in the way
     */
    static OutputFile open(Kind kind, Path path, Beginning beginning) {
        try {
            OutputFile file = open(kind, path);
            try {
                beginning.write(file);
                file.syncFolder();
                return file;
            } catch (IOException | RuntimeException e) {
                file.close();
                if (!file.there) {
                    Files.deleteIfExists(path.toAbsolutePath());
                }
                throw e;
            }
        } catch (IOException e) {
            throw unwritable(kind, path, e);
        }
    }

    private static OutputFile open(Kind kind, Path path) throws IOException {
        Path file = path.toAbsolutePath();
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (there && !Files.isRegularFile(file)) {
            throw refusal(
                    kind, path, "a regular file, or none yet", "something else, such as a folder, device or pipe");
        }
        // Not by createDirectories alone: in older Javas that takes no link to a directory (JDK-8294193), such as /tmp.
        if (!Files.isDirectory(file.getParent())) {
            Files.createDirectories(file.getParent());
        }
        // In a sticky folder even a file that may be written cannot be opened with CREATE (proc(5), protected_regular).
        OutputFile output =
                new OutputFile(kind, path, there, FileChannel.open(file, READ, WRITE, there ? READ : CREATE_NEW));
        if (!output.isFree()) {
            output.close();
            throw output.refusal("a file that nobody writes to", "another run is writing it");
        }
        return output;
    }

    /** What a run says before which something else stands in the way. */
    CannotRunException refusal(String expected, String found) {
        return refusal(kind, path, expected, found);
    }

    private static CannotRunException refusal(Kind kind, Path path, String expected, String found) {
        return new CannotRunException(
                ErrorMessage.what("The " + kind.word + " cannot be written to " + path + ", and nothing was changed")
                        .expected(expected)
                        .found(found)
                        .next("give another file by the parameter " + kind.parameter));
    }

    /** What a run says that cannot write it. */
    CannotRunException unwritable(IOException e) {
        return unwritable(kind, path, e);
    }

    private static CannotRunException unwritable(Kind kind, Path path, IOException e) {
        return new CannotRunException("The " + kind.word + " cannot be written to " + path + ": " + e
                + ". Nothing was changed, since a run that is to be reported is not made without its " + kind.word
                + ". Give another file by the parameter " + kind.parameter + ", or make room.");
    }

    /** Locks the file, as long as the channel is open; where the file system knows no locks, every file is free. */
    private boolean isFree() {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** A name lasts only once its folder is on the disk; not every system lets a folder be opened. */
    private void syncFolder() {
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent(), READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Windows: names are on the disk by themselves.
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /** What matters was synced before, so a failure here changes nothing. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // See above.
        }
    }
}
