package dev.phoenixkit.report;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.report.ReportLine.RunLine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The file of a page. It is made, or an earlier page is written over; whatever else stands there is left alone. Written in
 * place, so that links, owner and rights stay as they are; a page that was not written to its end says so.
 */
final class PageFile {
    private static final byte[] START =
            "<!DOCTYPE html>\n<!-- A page of phoenixkit-maven-plugin. -->\n".getBytes(StandardCharsets.US_ASCII);

    /** More bytes than the end of a page has. */
    private static final int END = 200;

    /** Up to so many schemas the page is written before each commit, and beyond it at most every few seconds. */
    private static final int FEW = 20;

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Page page;
    private final OutputFile file;
    private long written;

    /**
     * Begins the page of a run.
     *
     * @param report the report in JSON Lines that there is as well
     * @throws CannotRunException where the file is not to be written to, or cannot be
     */
    PageFile(Path path, RunLine run, Optional<Path> report) {
        page = new Page(run, report);
        file = OutputFile.open(OutputFile.Kind.PAGE, path, this::begin);
    }

    private void begin(OutputFile opened) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(START.length);
        while (start.hasRemaining() && opened.channel.read(start) > 0) {
            // Goes on reading.
        }
        if (opened.channel.size() > 0 && !Arrays.equals(start.array(), START)) {
            throw opened.refusal("an earlier page of this plugin, or no file yet", "another file");
        }
        write(opened.channel);
    }

    void add(ReportLine line) {
        page.add(line);
    }

    /** Writes what is known so far, without an outcome. */
    void write() {
        if (page.schemas() <= FEW || System.nanoTime() - written > PAUSE.toNanos()) {
            try {
                write(file.channel);
            } catch (IOException e) {
                throw file.unwritable(e);
            }
        }
    }

    private void write(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(page.html().getBytes(StandardCharsets.UTF_8));
        // A page that is being written is without its end, which says that it is whole.
        channel.truncate(Math.max(0, Math.min(channel.size(), content.limit()) - END));
        channel.position(0);
        while (content.hasRemaining()) {
            channel.write(content);
        }
        channel.force(true);
        written = System.nanoTime();
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** Writes how it ended. */
    void close(Consumer<String> warnings) {
        page.end();
        try {
            write(file.channel);
        } catch (IOException e) {
            warnings.accept("The page " + file + " could not be finished: " + e
                    + ". It says that the outcome is unknown, or that it was not written to its end. "
                    + page.outcome() + ".");
        }
        file.close();
    }
}
