package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Rows of a V114 table. */
final class DownShapes {
    /** Odd bodies come several at a time, or duplicates would crowd them out. */
    private static final int SEVERAL = 10;

    private final SeededRandom random;
    private final Connections connections;
    private final SettingShapes settings;
    private final CollisionShapes collisions;

    DownShapes(SeededRandom random, boolean nullDates) {
        this.random = random;
        connections = new Connections(random, nullDates);
        settings = new SettingShapes(random);
        collisions = new CollisionShapes(random, connections);
    }

    /** Shapes of every kind there is. */
    List<Shape> all() {
        List<Shape> shapes = new ArrayList<>(wellFormed());
        shapes.addAll(new StragglerShapes(random, connections).all());
        shapes.addAll(new LengthShapes(random, connections).all());
        shapes.addAll(List.<Shape>of(
                () -> collisions.namedAsSuffixed(List.of(8, 12, 36)),
                this::anyMembers,
                this::noMembers,
                this::numberAgainstString,
                this::keyIsAnothersUuid,
                settings::uppercaseUuid,
                settings::otherSpelling,
                settings::otherCase,
                settings::lookalike,
                settings::swappedUuids));
        return shapes;
    }

    /** Shapes whose connections all have strings as provider and name, with no row of the old shape among them. */
    List<Shape> wellFormed() {
        List<Shape> shapes = new ArrayList<>(collisions.all());
        shapes.add(settings::ordinary);
        shapes.add(settings::ownUuidOfOtherModule);
        return shapes;
    }

    private List<RandomRow> anyMembers() {
        return Stream.generate(() -> connections.of(random.uuid(), RandomField.any(random), RandomField.any(random)))
                .limit(SEVERAL)
                .map(Draft::done)
                .toList();
    }

    private List<RandomRow> noMembers() {
        return Stream.generate(() -> connections.of(random.uuid(), RandomBody.withoutMembers(random)))
                .limit(SEVERAL)
                .map(Draft::done)
                .toList();
    }

    private List<RandomRow> numberAgainstString() {
        String provider = "p" + random.word();
        String number = random.oneOf("7", "2.50", "true", "0.00");
        RandomField.Kind kind = number.equals("true") ? RandomField.Kind.BOOLEAN : RandomField.Kind.NUMBER;
        List<Draft> drafts = Stream.of(new RandomField(kind, number), RandomField.text(number))
                .map(name -> connections.of(random.uuid(), RandomField.text(provider), name))
                .toList();
        connections.date(drafts);
        drafts.forEach(draft -> draft.is(RowKind.DUPLICATE, RowKind.NUMBER_AGAINST_STRING));
        return Connections.done(drafts);
    }

    /** An integration under the uuid of some other row, which has a key of another shape. */
    private List<RandomRow> keyIsAnothersUuid() {
        Draft other = settings.untouched(random.uuid(), "site" + random.word());
        String key = other.uuid().toString();
        Draft holder = settings.untouched(random.uuid(), random.chance(80) ? key : key.toUpperCase(Locale.ROOT));
        return List.of(
                other.done(),
                holder.module("integrations").is(RowKind.KEY_IS_ANOTHERS_UUID).done());
    }
}
