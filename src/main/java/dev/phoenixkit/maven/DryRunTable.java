package dev.phoenixkit.maven;

import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNoteText;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The first changes of a dry run, as a table. */
final class DryRunTable {

    private static final int SHOWN = 50;

    /** A cell that is longer than this pushes the rest of its line aside, not the rest of every line. */
    private static final int WIDEST = 48;

    private static final List<String> HEAD = List.of("uuid", "key", "becomes", "provider", "name", "what else");

    private final List<List<String>> lines = new ArrayList<>(List.of(HEAD));
    private long changes;

    void add(Change change) {
        changes++;
        if (changes <= SHOWN) {
            lines.add(List.of(
                    change.before().uuidKey(),
                    Quoted.of(change.before().key()),
                    Quoted.of(change.after().key()),
                    text(change.after().body().provider()),
                    text(change.after().body().name()),
                    change.notes().stream()
                            .sorted()
                            .map(note -> ChangeNoteText.of(note, change))
                            .collect(Collectors.joining("; "))));
        }
    }

    void print(Consumer<String> out) {
        if (changes == 0) {
            return;
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder(" ");
            for (int column = 0; column < line.size(); column++) {
                text.append(' ').append(line.get(column));
                text.append(" ".repeat(Math.max(0, width(column) - length(line.get(column)) + 1)));
            }
            out.accept(text.toString().stripTrailing());
        }
        if (changes > SHOWN) {
            out.accept("  … and " + (changes - SHOWN) + " more; a report lists all of them");
        }
    }

    private int width(int column) {
        return lines.stream()
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
