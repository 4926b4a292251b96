package dev.phoenixkit.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first items of a list that can be long, and how many there are in all: what a log shows of it.
 *
 * @param <T> what it lists
 */
public final class TruncatedList<T> {
    /** How many items a log shows where nothing else is said. */
    public static final int LIMIT = 200;

    private final int limit;
    private final List<T> shown = new ArrayList<>();
    private long total;

    /** A list that shows {@link #LIMIT} items. */
    public TruncatedList() {
        this(LIMIT);
    }

    /** A list that shows so many items. */
    public TruncatedList(int limit) {
        this.limit = limit;
    }

    /** Adds an item; those beyond the limit are only counted. */
    public void add(T item) {
        total++;
        if (shown.size() < limit) {
            shown.add(item);
        }
    }

    /** Forgets what was added. */
    public void clear() {
        total = 0;
        shown.clear();
    }

    /** How many items were added. */
    public long total() {
        return total;
    }

    /** The items that are shown. */
    public List<T> shown() {
        return List.copyOf(shown);
    }

    /** A line that says how many more there are; empty where all are shown. */
    public Optional<String> rest() {
        return total > shown.size()
                ? Optional.of("… and " + (total - shown.size()) + " more; a report lists all of them")
                : Optional.empty();
    }
}
