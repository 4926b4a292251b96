package dev.phoenixkit.oracle;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** V114 connections among themselves that want one key, or nearly; each has a provider and a name that are strings. */
record CollisionShapes(SeededRandom random, Connections connections) {
    private static final int LARGEST_GROUP = 50;

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
        String provider = random.provider();
        String name = random.name();
        UUID loser = random.uuid();
        List<Draft> group = List.of(
                connections
                        .of(random.uuid(), provider, name)
                        .added(random.earlyDate())
                        .is(RowKind.DUPLICATE),
                connections.of(loser, provider, name).added(random.lateDate()).is(RowKind.DUPLICATE));
        List<Draft> named = lengths.stream()
                .flatMap(length -> Stream.generate(() -> connections
                                .of(random.uuid(), provider, suffixed(name, loser, length))
                                .is(RowKind.of("LOOKS_SUFFIXED_", length)))
                        .limit(random.oneOf(1, 1, 2)))
                .toList();
        return Connections.done(group, named);
    }

    static String suffixed(String name, UUID uuid, int length) {
        return name + "-" + (length == 36 ? uuid.toString() : uuid.toString().substring(24, 24 + length));
    }

    private List<RandomRow> single() {
        String name = random.chance(30) ? random.oneOf(":", "a:", "") + random.word() + ":b" : random.name();
        return List.of(connections.of(random.uuid(), random.provider(), name).done());
    }

    private List<RandomRow> fewDuplicates() {
        return Connections.done(
                connections.duplicates(random.provider(), random.name(), random.uuids(random.between(2, 6))));
    }

    private List<RandomRow> manyDuplicates() {
        int size = random.chance(40) ? LARGEST_GROUP : random.between(7, LARGEST_GROUP);
        List<Draft> group = connections.duplicates(random.provider(), random.name(), random.uuids(size));
        if (size == LARGEST_GROUP) {
            group.forEach(draft -> draft.is(RowKind.DUPLICATE_IN_GROUP_OF_50));
        }
        return Connections.done(group);
    }

    private List<RandomRow> equalTails(int characters, RowKind kind) {
        UUID first = random.uuid();
        List<UUID> group = new ArrayList<>(List.of(first));
        for (int more = random.between(3, 6); more > 0; more--) {
            group.add(random.uuidWithTailOf(first, characters));
        }
        List<Draft> drafts = connections.duplicates(random.provider(), random.name(), group);
        drafts.forEach(draft -> draft.is(kind));
        return Connections.done(drafts);
    }

    private List<RandomRow> colonSplit() {
        String provider = random.provider();
        String middle = random.word();
        String name = random.name();
        List<Draft> drafts = List.of(
                connections.of(random.uuid(), provider, middle + ":" + name).is(RowKind.COLON_SPLIT),
                connections.of(random.uuid(), provider + ":" + middle, name).is(RowKind.COLON_SPLIT),
                connections.of(random.uuid(), provider + ":" + middle, name).is(RowKind.COLON_SPLIT));
        connections.date(drafts);
        return Connections.done(drafts);
    }

    private List<RandomRow> nearlyEqual() {
        String word = "n" + random.word();
        String provider = random.provider();
        List<Draft> drafts = Stream.of(
                        word + "\u00e9",
                        Normalizer.normalize(word + "\u00e9", Normalizer.Form.NFD),
                        word + "\u00c9",
                        "N" + word.substring(1) + "\u00e9",
                        word + "\u00e9 ",
                        " " + word + "\u00e9",
                        word + "e")
                .map(name -> connections.of(random.uuid(), provider, name).is(RowKind.NEARLY_EQUAL_NAMES))
                .toList();
        return Connections.done(drafts);
    }

    private List<RandomRow> bothSigns() {
        String provider = random.provider();
        String name = random.word();
        String date = random.date();
        List<Draft> drafts = random.uuidsOfBothSigns().stream()
                .map(uuid -> connections.of(uuid, provider, name).added(date))
                .toList();
        drafts.forEach(draft -> draft.is(RowKind.DUPLICATE, RowKind.UUID_SIGN_MATTERS, RowKind.DATES_EQUAL));
        return Connections.done(drafts);
    }
}
