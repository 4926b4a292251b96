package dev.phoenixkit.report;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.report.ReportLine.RunLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is kept of a run: a report in JSON Lines, a page for people, or both. */
public final class Report implements AutoCloseable {
    /** How its part of the report begins. */
    final RunLine run;

    private final Consumer<String> warnings;
    private final ReportFile lines;
    private final PageFile page;

    private Report(RunLine run, Paths paths, Consumer<String> warnings) {
        this.run = run;
        this.warnings = warnings;
        lines = paths.report.map(path -> new ReportFile(path, run)).orElse(null);
        try {
            page = paths.page.map(path -> new PageFile(path, run, paths.report)).orElse(null);
        } catch (RuntimeException e) {
            closeLines();
            throw e;
        }
    }

    /**
     * Where it goes.
     *
     * @param report the file in JSON Lines
     * @param page the page
     */
    public record Paths(Optional<Path> report, Optional<Path> page) {
        /** Whether nothing is to be kept. */
        public boolean isEmpty() {
            return report.isEmpty() && page.isEmpty();
        }
    }

    /**
     * Begins the report of a run.
     *
     * @param tool the plugin's version
     * @param request up or down; empty for a status
     * @param warnings is told of what went wrong when nothing could be undone any more
     * @throws CannotRunException where a file is not to be written to, or cannot be
     */
    public static Report open(
            Paths paths,
            String tool,
            ConnectionSettings target,
            Optional<MigrationRequest> request,
            Consumer<String> warnings) {
        return new Report(RunLine.of(tool, target, request), paths, warnings);
    }

    /** A page does not need to know which database it is, and most roles only may. */
    boolean wantsIdentity() {
        return lines != null;
    }

    void requireSame(DatabaseIdentity identity) {
        if (lines != null) {
            lines.requireSame(identity);
        }
    }

    /** Adds a line; with {@code sync} it is on the disk before it returns. */
    synchronized void append(ReportLine line, boolean sync) throws IOException {
        if (page != null) {
            page.add(line);
        }
        if (lines != null) {
            lines.append(line, sync);
        }
    }

    /** @throws CannotRunException where the page cannot be written */
    synchronized void writePage() {
        if (page != null) {
            page.write();
        }
    }

    void warn(String warning) {
        warnings.accept(warning);
    }

    CannotRunException unwritable(IOException e) {
        return lines.unwritable(e);
    }

    /** The file in JSON Lines. */
    @Override
    public String toString() {
        return String.valueOf(lines);
    }

    /** What lies where, a line each. */
    public List<String> describe() {
        return Stream.of(lines == null ? null : "Report: " + lines, page == null ? null : "Page: " + page)
                .filter(line -> line != null)
                .toList();
    }

    private void closeLines() {
        if (lines != null) {
            lines.close();
        }
    }

    /** Finishes it; a page that cannot be finished is warned of. */
    @Override
    public synchronized void close() {
        closeLines();
        if (page != null) {
            page.close(warnings);
        }
    }
}
