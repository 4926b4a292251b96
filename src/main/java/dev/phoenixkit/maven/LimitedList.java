package dev.phoenixkit.maven;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The first lines of a list that can be long, and how many there are in all. */
final class LimitedList {

    private final int limit;
    private final List<String> lines = new ArrayList<>();
    private long total;

    LimitedList(int limit) {
        this.limit = limit;
    }

    void add(String line) {
        total++;
        if (lines.size() < limit) {
            lines.add(line);
        }
    }

    long total() {
        return total;
    }

    /** Prints heading and lines; nothing where there is none. */
    void print(String heading, Consumer<String> out) {
        if (total == 0) {
            return;
        }
        out.accept(heading);
        lines.forEach(line -> out.accept("  " + line));
        if (total > lines.size()) {
            out.accept("  … and " + (total - lines.size()) + " more; a report lists all of them");
        }
    }
}
