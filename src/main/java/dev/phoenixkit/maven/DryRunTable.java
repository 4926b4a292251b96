package dev.phoenixkit.maven;

import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The first changes of a dry run, as a table. Of the two keys of a row one is its uuid, which stands there once. */
final class DryRunTable {

    private static final int SHOWN = 50;

    /** A cell that is longer than this pushes the rest of its line aside, not the rest of every line. */
    private static final int WIDEST = 48;

    private final TruncatedList<List<String>> lines = new TruncatedList<>(SHOWN);
    private final Direction direction;

    DryRunTable(Direction direction) {
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
        if (lines.total() == 0) {
            return;
        }
        List<List<String>> table = new ArrayList<>(lines.shown());
        String key = direction == Direction.UP ? "key" : "becomes";
        table.add(0, List.of("uuid", key, "provider", "name", "what else"));
        int[] widths = IntStream.range(0, table.get(0).size())
                .map(column -> width(table, column))
                .toArray();
        for (List<String> line : table) {
            StringBuilder text = new StringBuilder(" ");
            for (int column = 0; column < line.size(); column++) {
                text.append(' ').append(line.get(column));
                text.append(" ".repeat(Math.max(0, widths[column] - length(line.get(column)) + 1)));
            }
            out.accept(text.toString().stripTrailing());
        }
        lines.rest().ifPresent(rest -> out.accept("  " + rest));
    }

    private static int width(List<List<String>> table, int column) {
        return table.stream()
                .mapToInt(line -> length(line.get(column)))
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(0);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The text of a scalar in quotes; what is not there is left out. */
    private static String text(Field field) {
        return field.text() == null ? "-" : Quoted.of(field.text());
    }
}
