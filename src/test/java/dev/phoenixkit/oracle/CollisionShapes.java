package dev.phoenixkit.oracle;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** V114 connections among themselves that want one key, or nearly; each has a provider and a name that are strings. */
final class CollisionShapes {
    private static final int LARGEST_GROUP = 50;

    private final SeededRandom dice;
    private final RandomTexts texts;
    private final RandomUuids uuids;
    private final Connections connections;

    CollisionShapes(SeededRandom dice, Connections connections) {
        this.dice = dice;
        this.connections = connections;
        texts = new RandomTexts(dice);
        uuids = new RandomUuids(dice);
    }

    /** All shapes that always end on a key. */
    List<Shape> all() {
        return List.of(
                this::single,
                this::single,
                this::fewDuplicates,
                this::fewDuplicates,
                this::manyDuplicates,
                () -> equalTails(8, RowKind.TAIL_8_EQUAL),
                () -> equalTails(12, RowKind.TAIL_12_EQUAL),
                () -> namedAsSuffixed(List.of(8)),
                () -> namedAsSuffixed(List.of(8, 12)),
                this::colonSplit,
                this::nearlyEqual,
                this::bothSigns);
    }

    /** Names that look like a connection's name with the suffixes of these lengths, the connection wanting one of them. */
    List<RandomRow> namedAsSuffixed(List<Integer> lengths) {
        String provider = texts.provider();
        String name = texts.name();
        UUID loser = uuids.any();
        List<Draft> group = List.of(
                connections
                        .of(uuids.any(), provider, name)
                        .added(dice.earlyDate())
                        .is(RowKind.DUPLICATE),
                connections.of(loser, provider, name).added(dice.lateDate()).is(RowKind.DUPLICATE));
        List<Draft> named = lengths.stream()
                .flatMap(length -> Stream.generate(() -> connections
                                .of(uuids.any(), provider, suffixed(name, loser, length))
                                .is(looks(length)))
                        .limit(dice.oneOf(1, 1, 2)))
                .toList();
        return Connections.done(group, named);
    }

    static String suffixed(String name, UUID uuid, int length) {
        return name + "-" + (length == 36 ? uuid.toString() : uuid.toString().substring(24, 24 + length));
    }

    private List<RandomRow> single() {
        String name = dice.chance(30) ? dice.oneOf(":", "a:", "") + texts.word() + ":b" : texts.name();
        return List.of(connections.of(uuids.any(), texts.provider(), name).done());
    }

    private List<RandomRow> fewDuplicates() {
        return Connections.done(
                connections.duplicates(texts.provider(), texts.name(), uuids.several(dice.between(2, 6))));
    }

    private List<RandomRow> manyDuplicates() {
        int size = dice.chance(40) ? LARGEST_GROUP : dice.between(7, LARGEST_GROUP);
        List<Draft> group = connections.duplicates(texts.provider(), texts.name(), uuids.several(size));
        if (size == LARGEST_GROUP) {
            group.forEach(draft -> draft.is(RowKind.DUPLICATE_IN_GROUP_OF_50));
        }
        return Connections.done(group);
    }

    private List<RandomRow> equalTails(int characters, RowKind kind) {
        UUID first = uuids.any();
        List<UUID> group = new ArrayList<>(List.of(first));
        for (int more = dice.between(3, 6); more > 0; more--) {
            group.add(uuids.withTailOf(first, characters));
        }
        List<Draft> drafts = connections.duplicates(texts.provider(), texts.name(), group);
        drafts.forEach(draft -> draft.is(kind));
        return Connections.done(drafts);
    }

    private List<RandomRow> colonSplit() {
        String provider = texts.provider();
        String middle = texts.word();
        String name = texts.name();
        List<Draft> drafts = List.of(
                connections.of(uuids.any(), provider, middle + ":" + name).is(RowKind.COLON_SPLIT),
                connections.of(uuids.any(), provider + ":" + middle, name).is(RowKind.COLON_SPLIT),
                connections.of(uuids.any(), provider + ":" + middle, name).is(RowKind.COLON_SPLIT));
        connections.date(drafts);
        return Connections.done(drafts);
    }

    private List<RandomRow> nearlyEqual() {
        String word = "n" + texts.word();
        String provider = texts.provider();
        List<Draft> drafts = Stream.of(
                        word + "\u00e9",
                        Normalizer.normalize(word + "\u00e9", Normalizer.Form.NFD),
                        word + "\u00c9",
                        "N" + word.substring(1) + "\u00e9",
                        word + "\u00e9 ",
                        " " + word + "\u00e9",
                        word + "e")
                .map(name -> connections.of(uuids.any(), provider, name).is(RowKind.NEARLY_EQUAL_NAMES))
                .toList();
        return Connections.done(drafts);
    }

    private List<RandomRow> bothSigns() {
        String provider = texts.provider();
        String name = texts.word();
        String date = dice.date();
        List<Draft> drafts = uuids.ofBothSigns().stream()
                .map(uuid -> connections.of(uuid, provider, name).added(date))
                .toList();
        drafts.forEach(draft -> draft.is(RowKind.DUPLICATE, RowKind.UUID_SIGN_MATTERS, RowKind.DATES_EQUAL));
        return Connections.done(drafts);
    }

    private static RowKind looks(int length) {
        return switch (length) {
            case 8 -> RowKind.LOOKS_SUFFIXED_8;
            case 12 -> RowKind.LOOKS_SUFFIXED_12;
            default -> RowKind.LOOKS_SUFFIXED_WHOLE;
        };
    }
}
