package dev.phoenixkit.maven;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table in lines of text.
 *
 * @param head the names of the columns
 * @param lines a cell for each column
 */
record TextTable(List<String> head, List<List<String>> lines) {

    /** A cell that is longer than this pushes the rest of its line aside, not the rest of every line. */
    private static final int WIDEST = 48;

    void print(Consumer<String> out) {
        List<List<String>> table =
                Stream.concat(Stream.of(head), lines.stream()).toList();
        int[] widths = IntStream.range(0, head.size())
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
}
