package dev.phoenixkit.report;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.report.ReportLine.RunLine;
import dev.phoenixkit.report.ReportLine.SchemaLine;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The file that a run adds its report to. It is made, or gone on with where it is a report of the same database; whatever
 * else stands there is left alone. Nothing in it is ever overwritten, and it is never renamed.
 */
public final class ReportFile implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    /** How its part of the file begins. */
    final RunLine run;

    private final JsonGenerator json;
    private DatabaseIdentity known;

    private ReportFile(Path path, FileChannel channel, RunLine run) throws IOException {
        this.path = path;
        this.channel = channel;
        this.run = run;
        json = ReportJson.MAPPER.createGenerator(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
    }

    /**
     * Begins the report of a run.
     *
     * @param tool the plugin's version
     * @param request up or down; empty for a status
     * @throws CannotRunException where the file is not to be written to, or cannot be
     */
    public static ReportFile open(
            Path path, String tool, ConnectionSettings target, Optional<MigrationRequest> request) {
        try {
            return begin(path, path.toAbsolutePath(), RunLine.of(tool, target, request));
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static ReportFile begin(Path path, Path file, RunLine run) throws IOException {
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (there && !Files.isRegularFile(file)) {
            throw refusal(path, "a regular file, or none yet", "something else, such as a folder, device or pipe");
        }
        // Not by createDirectories alone: in older Javas that takes no link to a directory (JDK-8294193), such as /tmp.
        if (!Files.isDirectory(file.getParent())) {
            Files.createDirectories(file.getParent());
        }
        // In a sticky folder even a file that may be written cannot be opened with CREATE (proc(5), protected_regular).
        FileChannel channel = FileChannel.open(file, READ, WRITE, there ? READ : CREATE_NEW);
        ReportFile report = new ReportFile(path, channel, run);
        try {
            report.begin(there ? null : file);
            return report;
        } catch (IOException | RuntimeException e) {
            report.close();
            throw e;
        }
    }

    private void begin(Path created) throws IOException {
        if (!isFree()) {
            throw refusal(path, "a file that nobody writes to", "another run is writing it");
        }
        long end = channel.size();
        if (end > 0) {
            requireReport();
        }
        channel.position(end);
        try {
            byte[] last = {'\n'};
            channel.read(ByteBuffer.wrap(last), Math.max(0, end - 1));
            if (last[0] != '\n') {
                json.writeRaw('\n');
            }
            append(run, true);
            syncFolder(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            // A disk without room keeps nothing of what it was too small for.
            channel.truncate(end);
            if (created != null) {
                Files.delete(created);
            }
            throw e;
        }
    }

    /** Which database it is about is known from the first line on; each run holds the one before it against its own. */
    private void requireReport() throws IOException {
        Supplier<CannotRunException> otherFile = () -> refusal(path, "a report, or no file yet", "another file");
        BufferedReader lines =
                ReportJson.lines(Channels.newInputStream(channel)).orElseThrow(otherFile);
        RunLine first = (RunLine) ReportJson.parse(lines.readLine()).orElseThrow(otherFile);
        if (first.format() != ReportLine.FORMAT) {
            throw refusal(path, "a report of format " + ReportLine.FORMAT, "format " + first.format());
        }
        if (!first.place().equals(run.place())) {
            throw refusal(path, "a report of " + run.place(), "one of " + first.place());
        }
        for (String line = lines.readLine(); line != null && known == null; line = lines.readLine()) {
            if (ReportJson.parse(line).orElse(null) instanceof SchemaLine schema) {
                known = schema.identity();
            }
        }
    }

    /** @throws CannotRunException where the report is about another database, though at the same address */
    void requireSame(DatabaseIdentity identity) {
        if (known != null && !known.equals(identity)) {
            throw refusal(
                    path,
                    "a report of the database " + identity.describe(),
                    "one of " + known.describe() + ", which had the same address and name");
        }
    }

    /** Adds a line; with {@code sync} everything is on the disk before it returns. */
    void append(ReportLine line, boolean sync) throws IOException {
        json.writePOJO(line);
        json.writeRaw('\n');
        if (sync) {
            json.flush();
            channel.force(true);
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
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows: names are on the disk by themselves.
        }
    }

    private static CannotRunException refusal(Path path, String expected, String found) {
        return new CannotRunException(
                ErrorMessage.what("The report cannot be written to " + path + ", and nothing was changed")
                        .expected(expected)
                        .found(found)
                        .next("give another file by the parameter report"));
    }

    /** What a run says that cannot write its report. */
    static CannotRunException unwritable(Object file, IOException e) {
        return new CannotRunException("The report cannot be written to " + file + ": " + e
                + ". Nothing was changed, since a run that is to be reported is not made without its report. Give another"
                + " file by the parameter report, or make room.");
    }
}
