package dev.phoenixkit.postgres;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file behind a report. It is written under a name of its own, {@code <name>.part}, and put in its place once the run
 * is over; a run that is killed leaves it there. No file that was there before is ever lost: it is moved aside, to
 * {@code <name>.1} and so on.
 */
final class ReportFile implements AutoCloseable {

    private final Path place;
    private final Path part;
    private final FileChannel channel;

    private ReportFile(Path place, Path part, FileChannel channel) {
        this.place = place;
        this.part = part;
        this.channel = channel;
    }

    static ReportFile create(Path place) throws IOException {
        Path directory = place.toAbsolutePath().getParent();
        Files.createDirectories(directory);
        Path part = directory.resolve(place.getFileName() + ".part");
        moveAside(part);
        if (Files.isDirectory(place)) {
            throw new IOException("it is a directory");
        }
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new ReportFile(place.toAbsolutePath(), part, channel);
    }

    /** Where the report is until it is put in its place. */
    Path part() {
        return part;
    }

    /** Writes at the end of the file; closing it leaves the file open. */
    OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    /** Overwrites what stands at a place in the file. */
    void overwrite(long position, byte[] bytes) throws IOException {
        channel.write(ByteBuffer.wrap(bytes), position);
    }

    /** Has everything on the disk before it returns. */
    void sync() throws IOException {
        channel.force(true);
    }

    /** Gives the file its name, in one step. */
    void putInPlace() throws IOException {
        channel.close();
        moveAside(place);
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(place.getParent());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static void moveAside(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        int number = 1;
        while (Files.exists(numbered(file, number))) {
            number++;
        }
        Files.move(file, numbered(file, number));
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    /** A rename lasts only once its directory is on the disk; not every system lets a directory be opened. */
    private static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows: renames are on the disk by themselves.
        }
    }
}
