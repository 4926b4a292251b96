package dev.phoenixkit.report;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.RestoreSource;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.report.ReportLine.OutcomeLine;
import dev.phoenixkit.report.ReportLine.PreparedLine;
import dev.phoenixkit.report.ReportLine.RowLine;
import dev.phoenixkit.report.ReportLine.RunLine;
import dev.phoenixkit.report.ReportLine.SchemaLine;
import dev.phoenixkit.v114.Undo;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads a report, for a down that is to undo one of its ups. */
public final class ReportReader implements MigrationRequest.Ups {
    private static final String UNFINISHED = "unfinished";

    private final Path path;
    private final Map<String, RestoreSource> ups = new HashMap<>();
    private final Map<String, String> endings = new LinkedHashMap<>();
    private final Map<String, Part> parts = new HashMap<>();
    private RunLine run;
    private int number;

    /** What a run says of a schema. */
    private static final class Part {
        private final DatabaseIdentity identity;
        private final Map<UUID, Undo> undos = new HashMap<>();
        private long rows;
        private long checksum;
        private boolean prepared;

        Part(DatabaseIdentity identity) {
            this.identity = identity;
        }

        /** Returns whether the row is the first of its uuid; only an up's are ever asked for again. */
        boolean add(RowLine row, boolean keep) {
            rows++;
            Undo undo = row.toUndo();
            checksum += undo.checksum();
            return !keep || row.decision().equals("problem") || undos.put(row.uuid(), undo) == null;
        }

        boolean isWhole(PreparedLine line) {
            prepared = line.rows() == rows && Long.toHexString(checksum).equals(line.checksum());
            return prepared;
        }
    }

    private ReportReader(Path path) {
        this.path = path;
    }

    /**
     * Reads and checks a report.
     *
     * @throws CannotRunException where the file cannot be read, is damaged or no report
     */
    public static ReportReader read(Path path) {
        ReportReader reader = new ReportReader(path);
        try (InputStream content = Files.newInputStream(path)) {
            reader.read(ReportJson.lines(content).orElseThrow(() -> unusable(path, "a report", "another file")));
            return reader;
        } catch (NoSuchFileException e) {
            throw unusable(path, "a report", "no file");
        } catch (IOException e) {
            throw unusable(path, "a file that can be read", e.toString());
        }
    }

    @Override
    public Path file() {
        return path;
    }

    @Override
    public Optional<RestoreSource> find(String schema) {
        return Optional.ofNullable(ups.get(schema));
    }

    @Override
    public RestoreSource upOf(String schema) {
        return find(schema).orElseThrow(() -> {
            String found = endings.values().stream().limit(20).collect(Collectors.joining("; "));
            return unusable(path, "a committed v114-up of the schema " + schema, found.isEmpty() ? "none" : found);
        });
    }

    /** A run that is killed leaves half a line behind, which is its last. */
    private void read(BufferedReader lines) throws IOException {
        int torn = 0;
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
            number++;
            Optional<ReportLine> line = ReportJson.parse(text);
            boolean begins = line.orElse(null) instanceof RunLine;
            if (!begins && (torn > 0 || number == 1)) {
                throw damaged(Math.max(torn, 1));
            }
            torn = line.isPresent() ? 0 : number;
            line.ifPresent(this::accept);
        }
        endRun();
    }

    private void accept(ReportLine line) {
        if (line instanceof RunLine next) {
            endRun();
            if (next.format() != ReportLine.FORMAT) {
                throw unusable(path, "format " + ReportLine.FORMAT, "format " + next.format());
            }
            expect(next.isKnown());
            run = next;
        } else if (line instanceof SchemaLine found) {
            expect(found.identity() != null && parts.put(found.schema(), new Part(found.identity())) == null);
        } else if (line instanceof RowLine row) {
            expect(part(row.schema()).add(row, run.isUp()));
        } else if (line instanceof PreparedLine prepared) {
            expect(part(prepared.schema()).isWhole(prepared));
        } else if (line instanceof OutcomeLine outcome) {
            boolean committed = outcome.type().equals("committed");
            expect(!committed || part(outcome.schema()).prepared);
            Part part = parts.remove(outcome.schema());
            end(outcome.schema(), committed ? part : null, outcome.type());
        }
    }

    private Part part(String schema) {
        Part part = parts.get(schema);
        expect(part != null);
        return part;
    }

    /** What has no outcome by now never gets one. */
    private void endRun() {
        parts.forEach((schema, part) -> end(schema, part, UNFINISHED));
        parts.clear();
    }

    /** @param part null where it is certain that nothing was committed */
    private void end(String schema, Part part, String ending) {
        endings.put(schema, "schema " + schema + ": " + run.describe() + ", " + ending);
        if (part != null && part.prepared && run.isUp()) {
            boolean committed = !ending.equals(UNFINISHED);
            // On Citus the earlier one may have left its rows, and not the version.
            find(schema)
                    .filter(earlier -> !earlier.committed())
                    .ifPresent(earlier -> part.undos.replaceAll((uuid, undo) ->
                            earlier.rows().getOrDefault(uuid, undo).then(undo)));
            ups.put(schema, new RestoreSource(path, part.identity, committed, part.undos));
        }
    }

    private void expect(boolean holds) {
        if (!holds) {
            throw damaged(number);
        }
    }

    private CannotRunException damaged(int line) {
        return unusable(path, "a whole report", "line " + line + " is damaged, or lines before it are missing");
    }

    private static CannotRunException unusable(Path path, String expected, String found) {
        return new CannotRunException(ErrorMessage.what(
                        "The report " + path + " cannot be used to restore, and nothing was changed")
                .expected(expected)
                .found(found)
                .next("give the report of the up to undo, or leave out restore: then down goes by the ordinary rule"));
    }
}
