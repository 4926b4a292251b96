package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A table that fills with the rows of many shapes, as far as its primary key and its unique key let them in. */
final class RandomTable {
    private final SeededRandom random;
    private final List<RandomRow> rows = new ArrayList<>();
    private final Set<UUID> uuids = new HashSet<>();
    private final Set<String> keys = new HashSet<>();

    RandomTable(SeededRandom random) {
        this.random = random;
    }

    /** Exactly {@code size} rows in no order; the shapes take turns, so that each comes about as often. */
    List<RandomRow> fill(int size, List<Shape> shapes) {
        List<Shape> turns = new ArrayList<>(shapes);
        while (rows.size() < size) {
            Collections.shuffle(turns, random.random());
            turns.forEach(shape -> addIfAllFit(shape.draw(), size - rows.size()));
        }
        Collections.shuffle(rows, random.random());
        return rows;
    }

    /** All or nothing: half a shape would not show what its kinds say. */
    private void addIfAllFit(List<RandomRow> drawn, int room) {
        Set<UUID> newUuids = drawn.stream().map(row -> row.row().uuid()).collect(Collectors.toSet());
        Set<String> newKeys = drawn.stream().map(row -> row.row().key()).collect(Collectors.toSet());
        boolean fit = newUuids.size() == drawn.size()
                && newKeys.size() == drawn.size()
                && Collections.disjoint(uuids, newUuids)
                && Collections.disjoint(keys, newKeys);
        if (fit && drawn.size() <= room) {
            rows.addAll(drawn);
            uuids.addAll(newUuids);
            keys.addAll(newKeys);
        }
    }
}
