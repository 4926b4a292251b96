package dev.phoenixkit.report;

import dev.phoenixkit.errors.CannotRunException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The file behind a report. It is written under a name of its own, {@code <name>.part}, and put in its place once the run
 * is over; a run that is killed leaves it there. No file that was there before is ever lost: it is moved aside, to
 * {@code <name>.1} and so on.
 */
final class ReportFile implements AutoCloseable {

    private final Path place;
    private final Path part;
    private final FileChannel channel;
    private final List<Path> movedAside;

    private ReportFile(Path place, Path part, FileChannel channel, List<Path> movedAside) {
        this.place = place;
        this.part = part;
        this.channel = channel;
        this.movedAside = movedAside;
    }

    static ReportFile create(Path file) throws IOException {
        Path place = file.toAbsolutePath();
        if (Files.isDirectory(place)) {
            throw new IOException("it is a directory");
        }
        Path directory = place.getParent();
        // Not by createDirectories alone: in older Javas that takes no link to a directory (JDK-8294193), such as /tmp.
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
        }
        Path part = place.resolveSibling(place.getFileName() + ".part");
        List<Path> movedAside = new ArrayList<>();
        if (exists(part)) {
            refuseIfBeingWritten(part);
            movedAside.add(moveAside(part));
        }
        FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        isFree(channel);
        return new ReportFile(place, part, channel, movedAside);
    }

    /** Where the report is until it is put in its place. */
    Path part() {
        return part;
    }

    /** Where files that were in the way are now. */
    List<Path> movedAside() {
        return movedAside;
    }

    /** Writes at the end of the file; closing it leaves the file open. */
    OutputStream output() {
        return Channels.newOutputStream(channel);
    }

    /** How much has been written. */
    long position() throws IOException {
        return channel.position();
    }

    /** Makes these bytes the end of the file, from a position on, in place of what stands there. */
    void end(long position, byte[] bytes) throws IOException {
        channel.truncate(position);
        overwrite(position, bytes);
    }

    /** Overwrites what stands at a place in the file. */
    void overwrite(long position, byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left, position + left.position());
        }
    }

    /** Has everything on the disk before it returns, the name of the file too. */
    void sync() throws IOException {
        channel.force(true);
        syncDirectory(place.getParent());
    }

    /** Gives the file its name, in one step. */
    void putInPlace() throws IOException {
        channel.close();
        if (exists(place)) {
            movedAside.add(moveAside(place));
        }
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(place.getParent());
    }

    /** Takes the file away, as far as that can be done: no reader takes an unfinished report for a whole one. */
    void discard() {
        close();
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It stays, then.
        }
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

    /** A dangling link is there too. */
    private static boolean exists(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path moveAside(Path file) throws IOException {
        int number = 1;
        while (exists(numbered(file, number))) {
            number++;
        }
        return Files.move(file, numbered(file, number));
    }

    private static Path numbered(Path file, int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private static void refuseIfBeingWritten(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            if (!isFree(channel)) {
                throw new IOException("another run is writing " + part);
            }
        }
    }

    /** Locks the file, as long as the channel is open; where the file system knows no locks, every file is free. */
    private static boolean isFree(FileChannel channel) {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** A name lasts only once its directory is on the disk; not every system lets a directory be opened. */
    private static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows: names are on the disk by themselves.
        }
    }

    /** What a run says that cannot write its report. */
    static CannotRunException unwritable(Path path, IOException e) {
        return new CannotRunException("The report cannot be written to " + path + ": " + e
                + ". Nothing was changed, since a run that is to be reported is not made without its report. Give another"
                + " file by the parameter report, or make room.");
    }
}
