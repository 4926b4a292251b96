package dev.phoenixkit.maven;

import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many changes have which note. */
final class Totals {

    private final Map<ChangeNote, Long> counts = new EnumMap<>(ChangeNote.class);

    void add(Change change) {
        change.notes().forEach(note -> counts.merge(note, 1L, Long::sum));
    }

    long of(ChangeNote note) {
        return counts.getOrDefault(note, 0L);
    }

    /** {@code  (2 filled from the key, 1 renamed)}, or nothing. */
    String describe() {
        List<String> words = new ArrayList<>();
        counts.forEach((note, count) -> {
            if (note != ChangeNote.ALREADY) {
                words.add(count + " " + word(note));
            }
        });
        return words.isEmpty() ? "" : " (" + String.join(", ", words) + ")";
    }

    private static String word(ChangeNote note) {
        return switch (note) {
            case FILLED -> "filled from the key";
            case CONVERTED -> "with a number or boolean turned into text";
            case DRIFTED -> "with another name in the body than in the key";
            case RENAMED -> "renamed";
            case RESTORED -> "restored from the report";
            case ALREADY -> "in this shape already";
        };
    }
}
