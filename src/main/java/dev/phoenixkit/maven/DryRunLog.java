package dev.phoenixkit.maven;

import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.Quoted;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Shows what a run would do: the first changes one by one, the totals of all. */
final class DryRunLog extends MigrationLog {

    private final Table table;

    DryRunLog(Log log, String schema, MigrationRequest request) {
        super(log, schema, request);
        table = new Table(request.direction());
    }

    @Override
    public boolean wantsAllDecisions() {
        return true;
    }

    @Override
    public void decided(Decision decision) {
        super.decided(decision);
        if (decision instanceof Change change) {
            table.add(change);
        }
    }

    @Override
    public void planned(MigrationResult result) {
        table.print(log()::info);
        printLists(result);
        log().info("Dry run: " + count(result.migrated(), "integration") + " would change" + notes(result) + "; "
                + count(result.problems(), "problem row") + ". Nothing was written, nothing was locked.");
    }

    @Override
    void finished(MigrationResult result, long nanos) {
        if (result.isNothingToDo()) {
            super.finished(result, nanos);
        }
    }

    /** The first changes of a dry run, as a table. Of the two keys of a row one is its uuid, which stands there once. */
    private static final class Table {

        private static final int SHOWN = 50;

        private final TruncatedList<List<String>> lines = new TruncatedList<>(SHOWN);
        private final Direction direction;

        Table(Direction direction) {
            this.direction = direction;
        }

        void add(Change change) {
            lines.add(List.of(
                    change.before().uuidKey(),
                    Quoted.of((direction == Direction.UP ? change.before() : change.after()).key()),
                    text(change.after().body().provider()),
                    text(change.after().body().name()),
                    change.notes().stream()
                            .sorted()
                            .map(note -> note.describe(change))
                            .collect(Collectors.joining("; "))));
        }

        void print(Consumer<String> out) {
            if (lines.total() > 0) {
                String key = direction == Direction.UP ? "key" : "becomes";
                new TextTable(List.of("uuid", key, "provider", "name", "what else"), lines.shown()).print(out);
                lines.rest().ifPresent(rest -> out.accept("  " + rest));
            }
        }

        /** The text of a scalar in quotes; what is not there is left out. */
        private static String text(Field field) {
            return field.text() == null ? "-" : Quoted.of(field.text());
        }
    }
}
