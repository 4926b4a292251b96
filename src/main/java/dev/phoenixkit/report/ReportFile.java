package dev.phoenixkit.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.report.ReportLine.RunLine;
import dev.phoenixkit.report.ReportLine.SchemaLine;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The file that a run adds its report to. It is made, or gone on with where it is a report of the same database; whatever
 * else stands there is left alone. Nothing in it is ever overwritten, and it is never renamed.
 */
final class ReportFile implements AutoCloseable {
    private final OutputFile file;
    private JsonGenerator json;
    private DatabaseIdentity known;

    /**
     * Begins the report of a run.
     *
     * @throws CannotRunException where the file is not to be written to, or cannot be
     */
    ReportFile(Path path, RunLine run) {
        file = OutputFile.open(OutputFile.Kind.REPORT, path, opened -> begin(opened, run));
    }

    private void begin(OutputFile opened, RunLine run) throws IOException {
        FileChannel channel = opened.channel;
        json = ReportJson.MAPPER.createGenerator(new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16));
        long end = channel.size();
        if (end > 0) {
            requireReport(opened, run);
        }
        channel.position(end);
        try {
            byte[] last = {'\n'};
            channel.read(ByteBuffer.wrap(last), Math.max(0, end - 1));
            if (last[0] != '\n') {
                json.writeRaw('\n');
            }
            write(run);
            sync(channel);
        } catch (IOException e) {
            // A disk without room keeps nothing of what it was too small for.
            channel.truncate(end);
            throw e;
        }
    }

    /** Which database it is about is known from the first line on; each run holds the one before it against its own. */
    private void requireReport(OutputFile opened, RunLine run) throws IOException {
        Supplier<CannotRunException> otherFile = () -> opened.refusal("a report, or no file yet", "another file");
        BufferedReader lines =
                ReportJson.lines(Channels.newInputStream(opened.channel)).orElseThrow(otherFile);
        RunLine first = (RunLine) ReportJson.parse(lines.readLine()).orElseThrow(otherFile);
        if (first.format() != ReportLine.FORMAT) {
            throw opened.refusal("a report of format " + ReportLine.FORMAT, "format " + first.format());
        }
        if (!first.place().equals(run.place())) {
            throw opened.refusal("a report of " + run.place(), "one of " + first.place());
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
            throw file.refusal(
                    "a report of the database " + identity.describe(),
                    "one of " + known.describe() + ", which had the same address and name");
        }
    }

    /** Adds a line; with {@code sync} everything is on the disk before it returns. After a failure nothing more is added. */
    void append(ReportLine line, boolean sync) throws IOException {
        try {
            write(line);
            if (sync) {
                sync(file.channel);
            }
        } catch (IOException e) {
            // After half a line nothing more may come: it would be one with it.
            file.close();
            throw e;
        }
    }

    private void write(ReportLine line) throws IOException {
        json.writePOJO(line);
        json.writeRaw('\n');
    }

    private void sync(FileChannel channel) throws IOException {
        json.flush();
        channel.force(true);
    }

    /** What a run says that cannot write its report. */
    CannotRunException unwritable(IOException e) {
        return file.unwritable(e);
    }

    @Override
    public String toString() {
        return file.toString();
    }

    @Override
    public void close() {
        file.close();
    }
}
