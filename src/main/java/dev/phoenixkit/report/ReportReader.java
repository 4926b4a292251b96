package dev.phoenixkit.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.migrate.RestoreSource;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.report.ReportFormat.Outcome;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Reads the report of an up, for a down that is to undo it. */
public final class ReportReader {

    /** Provider and name can be as long as PostgreSQL lets them be; what it stored is read again. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private static final Set<String> UNDOABLE = Set.of(Outcome.COMMITTED.word(), Outcome.UNKNOWN.word());

    private final Path path;
    private final Map<String, String> fields = new HashMap<>();
    private final ReportedChanges changes = new ReportedChanges();
    private Map<String, String> target = Map.of();
    private Map<String, String> identity = Map.of();

    private ReportReader(Path path) {
        this.path = path;
    }

    /**
     * Reads and checks a report.
     *
     * @param path the file
     * @return what the up did
     * @throws CannotRunException where the file cannot be read, is damaged or unfinished, or is not the report of an up
     *     that may have changed something
     */
    public static RestoreSource read(Path path) {
        try (InputStream content = Files.newInputStream(path)) {
            return read(path, content);
        } catch (NoSuchFileException e) {
            throw unusable(path, "there is no such file");
        } catch (IOException e) {
            throw unusable(path, "it cannot be read (" + e + ")");
        }
    }

    /** Reads what is in the file; closes it. */
    static RestoreSource read(Path path, InputStream content) throws IOException {
        ReportReader reader = new ReportReader(path);
        try (JsonParser json = JSON.createParser(content)) {
            reader.readReport(json);
            return reader.checked();
        } catch (JsonProcessingException e) {
            // The parser's message may quote the file; where it failed is enough.
            String line =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw reader.unusable(ReportedChanges.DAMAGED + line);
        } catch (IllegalArgumentException e) {
            throw reader.unusable(ReportedChanges.DAMAGED);
        }
    }

    private RestoreSource checked() {
        String outcome = fields.get(ReportFormat.OUTCOME);
        if (!"true".equals(fields.get("complete")) || !Outcome.isWord(outcome)) {
            throw unusable(ReportedChanges.DAMAGED);
        }
        String format = fields.get("format");
        if (!String.valueOf(ReportFormat.VERSION).equals(format)) {
            throw unusable("it is of format " + format + ", and this version of the plugin reads format "
                    + ReportFormat.VERSION);
        }
        if (!changes.rowCount().equals(fields.get("rowCount"))
                || !changes.checksum().equals(fields.get("checksum"))) {
            throw unusable("it is damaged: its rows do not match its rowCount and checksum");
        }
        String goal = fields.get("goal");
        if (!Direction.UP.goal().equals(goal)) {
            throw unusable("it is the report of " + goal + ", and that of a v114-up is needed");
        }
        if (!UNDOABLE.contains(outcome)) {
            throw unusable("the v114-up that it reports has changed nothing: its outcome is " + outcome);
        }
        String schema = target.get("schema");
        String systemIdentifier = identity.get("systemIdentifier");
        if (schema == null || systemIdentifier == null) {
            throw unusable("it does not say which database and schema it is about");
        }
        long databaseOid = Long.parseLong(identity.get("databaseOid"));
        return new RestoreSource(path, new DatabaseIdentity(systemIdentifier, databaseOid), schema, changes.byUuid());
    }

    private CannotRunException unusable(String why) {
        return unusable(path, why);
    }

    private static CannotRunException unusable(Path path, String why) {
        return new CannotRunException("The report " + path + " cannot be used to restore: " + why
                + ". Nothing was changed. Give the report of the up to undo: a run that was killed leaves it as"
                + " <report>.part, and a later run moves what is there to <report>.1, <report>.part.1 and so on. Or leave"
                + " out restore: then down goes by the ordinary rule.");
    }

    private void readReport(JsonParser json) throws IOException {
        ReportedChanges.expect(json.nextToken() == JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "target" -> target = strings(json);
                case "identity" -> identity = strings(json);
                case "rows" -> changes.read(json);
                default -> {
                    fields.put(name, json.getText());
                    if (value.isStructStart()) {
                        json.skipChildren();
                    }
                }
            }
        }
        ReportedChanges.expect(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    }

    private static Map<String, String> strings(JsonParser json) throws IOException {
        ReportedChanges.expect(json.currentToken() == JsonToken.START_OBJECT);
        Map<String, String> strings = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            strings.put(name, json.getText());
            json.skipChildren();
        }
        return strings;
    }
}
