package dev.phoenixkit.demo;

import java.util.ArrayList;
import java.util.List;

/** Text in columns as wide as what is in them, up to a limit each. */
final class TextTable {
    private final List<Integer> limits;
    private final List<List<String>> lines = new ArrayList<>();

    TextTable(List<String> titles, List<Integer> limits) {
        this.limits = limits;
        add(titles);
    }

    void add(List<String> cells) {
        List<String> line = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            line.add(cut(cells.get(i), limits.get(i)));
        }
        lines.add(line);
    }

    @Override
    public String toString() {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < limits.size(); column++) {
            int width = 0;
            for (List<String> line : lines) {
                width = Math.max(width, line.get(column).length());
            }
            widths.add(width);
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String cell = line.get(column);
                row.append(cell).append(" ".repeat(widths.get(column) - cell.length() + 2));
            }
            text.append(row.toString().stripTrailing()).append('\n');
            if (line == lines.get(0)) {
                text.append("-"
                                .repeat(widths.stream()
                                                .mapToInt(width -> width + 2)
                                                .sum()
                                        - 2))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit - 1) + "…";
    }
}
