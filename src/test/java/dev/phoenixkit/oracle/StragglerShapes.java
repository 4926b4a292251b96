package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** V114 connections whose keys are held by rows that down does not rewrite. */
record StragglerShapes(SeededRandom random, Connections connections) {

    List<Shape> all() {
        return List.of(
                () -> held(random.chance(50), List.of()),
                () -> held(true, List.of(8)),
                () -> held(random.chance(50), List.of(8, 12)),
                () -> held(true, List.of(12)),
                () -> held(true, List.of(8, 12, 36)),
                this::acrossGroups,
                this::besideDefault);
    }

    /** Two connections of one name; the plain key perhaps held, and the later one's keys with these suffixes too. */
    private List<RandomRow> held(boolean plain, List<Integer> suffixes) {
        String provider = random.provider();
        String name = random.chance(50) ? random.word() : random.name();
        UUID loser = random.uuid();
        List<Draft> drafts = new ArrayList<>();
        drafts.add(connections.of(random.uuid(), provider, name).added(random.earlyDate()));
        drafts.add(connections.of(loser, provider, name).added(random.lateDate()));
        drafts.forEach(draft -> draft.is(RowKind.DUPLICATE));
        if (plain) {
            drafts.add(connections.straggler(random.uuid(), provider, name).is(RowKind.STRAGGLER_PLAIN));
        }
        for (int length : suffixes) {
            String taken = CollisionShapes.suffixed(name, loser, length);
            drafts.add(
                    connections.straggler(random.uuid(), provider, taken).is(RowKind.of("STRAGGLER_SUFFIX_", length)));
        }
        return Connections.done(drafts);
    }

    /**
     * One connection can only get its whole uuid; another, of a longer name, could get twelve characters, and both make
     * the same key.
     */
    private List<RandomRow> acrossGroups() {
        String provider = random.provider();
        String name = random.word();
        UUID whole = random.uuid();
        UUID twelve = random.uuidWithTailOf(whole, 12);
        String longName = name + "-" + whole.toString().substring(0, 23);
        List<Draft> rivals = List.of(
                connections.of(whole, provider, name).is(RowKind.SUFFIX_ACROSS_GROUPS),
                connections.of(twelve, provider, longName).is(RowKind.SUFFIX_ACROSS_GROUPS));
        connections.date(rivals);
        List<Draft> stragglers = List.of(
                connections.straggler(random.uuid(), provider, name),
                connections.straggler(random.uuid(), provider, CollisionShapes.suffixed(name, whole, 8)),
                connections.straggler(random.uuid(), provider, CollisionShapes.suffixed(name, whole, 12)),
                connections.straggler(random.uuid(), provider, longName),
                connections.straggler(random.uuid(), provider, CollisionShapes.suffixed(longName, twelve, 8)));
        return Connections.done(rivals, stragglers);
    }

    /** Connections without a name and named {@code default}, beside a row of the oldest shape. */
    private List<RandomRow> besideDefault() {
        String provider = "p" + random.word();
        RandomField text = RandomField.text(provider);
        List<Draft> drafts = List.of(
                connections.of(random.uuid(), text, RandomField.absent()),
                connections.of(random.uuid(), text, new RandomField(RandomField.Kind.NULL, "null")),
                connections.of(random.uuid(), text, RandomField.text("")),
                connections.of(random.uuid(), text, RandomField.text("default")));
        connections.date(drafts);
        drafts.forEach(draft -> draft.is(RowKind.DUPLICATE, RowKind.MISSING_NAME_AGAINST_DEFAULT));
        Draft old =
                connections.straggler(random.uuid(), "integration:" + provider).is(RowKind.STRAGGLER_V0);
        return Connections.done(drafts, List.of(old));
    }
}
