package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** V114 connections whose keys are held by rows that down does not rewrite. */
final class StragglerShapes {
    private final SeededRandom dice;
    private final RandomTexts texts;
    private final RandomUuids uuids;
    private final Connections connections;

    StragglerShapes(SeededRandom dice, Connections connections) {
        this.dice = dice;
        this.connections = connections;
        texts = new RandomTexts(dice);
        uuids = new RandomUuids(dice);
    }

    List<Shape> all() {
        return List.of(
                () -> held(dice.chance(50), List.of()),
                () -> held(true, List.of(8)),
                () -> held(dice.chance(50), List.of(8, 12)),
                () -> held(true, List.of(12)),
                () -> held(true, List.of(8, 12, 36)),
                this::acrossGroups,
                this::besideDefault);
    }

    /** Two connections of one name; the plain key perhaps held, and the later one's keys with these suffixes too. */
    private List<RandomRow> held(boolean plain, List<Integer> suffixes) {
        String provider = texts.provider();
        String name = dice.chance(50) ? texts.word() : texts.name();
        UUID loser = uuids.any();
        List<Draft> drafts = new ArrayList<>();
        drafts.add(connections.of(uuids.any(), provider, name).added(dice.earlyDate()));
        drafts.add(connections.of(loser, provider, name).added(dice.lateDate()));
        drafts.forEach(draft -> draft.is(RowKind.DUPLICATE));
        if (plain) {
            drafts.add(connections.straggler(uuids.any(), provider, name).is(RowKind.STRAGGLER_PLAIN));
        }
        for (int length : suffixes) {
            String taken = CollisionShapes.suffixed(name, loser, length);
            drafts.add(connections.straggler(uuids.any(), provider, taken).is(kind(length)));
        }
        return Connections.done(drafts);
    }

    /**
     * One connection can only get its whole uuid; another, of a longer name, could get twelve characters, and both make
     * the same key.
     */
    private List<RandomRow> acrossGroups() {
        String provider = texts.provider();
        String name = texts.word();
        UUID whole = uuids.any();
        UUID twelve = uuids.withTailOf(whole, 12);
        String longName = name + "-" + whole.toString().substring(0, 23);
        List<Draft> rivals = List.of(
                connections.of(whole, provider, name).is(RowKind.SUFFIX_ACROSS_GROUPS),
                connections.of(twelve, provider, longName).is(RowKind.SUFFIX_ACROSS_GROUPS));
        connections.date(rivals);
        List<Draft> stragglers = List.of(
                connections.straggler(uuids.any(), provider, name),
                connections.straggler(uuids.any(), provider, CollisionShapes.suffixed(name, whole, 8)),
                connections.straggler(uuids.any(), provider, CollisionShapes.suffixed(name, whole, 12)),
                connections.straggler(uuids.any(), provider, longName),
                connections.straggler(uuids.any(), provider, CollisionShapes.suffixed(longName, twelve, 8)));
        return Connections.done(rivals, stragglers);
    }

    /** Connections without a name and named {@code default}, beside a row of the oldest shape. */
    private List<RandomRow> besideDefault() {
        String provider = "p" + texts.word();
        RandomField text = RandomField.text(provider);
        List<Draft> drafts = List.of(
                connections.of(uuids.any(), text, RandomField.absent()),
                connections.of(uuids.any(), text, new RandomField(RandomField.Kind.NULL, "null")),
                connections.of(uuids.any(), text, RandomField.text("")),
                connections.of(uuids.any(), text, RandomField.text("default")));
        connections.date(drafts);
        drafts.forEach(draft -> draft.is(RowKind.DUPLICATE, RowKind.MISSING_NAME_AGAINST_DEFAULT));
        Draft old =
                connections.straggler(uuids.any(), "integration:" + provider).is(RowKind.STRAGGLER_V0);
        return Connections.done(drafts, List.of(old));
    }

    private static RowKind kind(int length) {
        return switch (length) {
            case 8 -> RowKind.STRAGGLER_SUFFIX_8;
            case 12 -> RowKind.STRAGGLER_SUFFIX_12;
            default -> RowKind.STRAGGLER_SUFFIX_WHOLE;
        };
    }
}
