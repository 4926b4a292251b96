package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Rows of a V114 table. */
final class DownShapes {
    /** Odd bodies come several at a time, or duplicates would crowd them out. */
    private static final int SEVERAL = 10;

    private final SeededRandom dice;
    private final RandomTexts texts;
    private final RandomUuids uuids;
    private final Connections connections;
    private final SettingShapes settings;
    private final CollisionShapes collisions;

    DownShapes(SeededRandom dice, boolean nullDates) {
        this.dice = dice;
        texts = new RandomTexts(dice);
        uuids = new RandomUuids(dice);
        connections = new Connections(dice, nullDates);
        settings = new SettingShapes(dice);
        collisions = new CollisionShapes(dice, connections);
    }

    /** Shapes of every kind there is. */
    List<Shape> all() {
        List<Shape> shapes = new ArrayList<>(wellFormed());
        shapes.addAll(new StragglerShapes(dice, connections).all());
        shapes.addAll(new LengthShapes(dice, connections).all());
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
        return Stream.generate(
                        () -> connections.of(uuids.any(), RandomField.any(dice, texts), RandomField.any(dice, texts)))
                .limit(SEVERAL)
                .map(Draft::done)
                .toList();
    }

    private List<RandomRow> noMembers() {
        return Stream.generate(() -> connections.of(uuids.any(), RandomBody.withoutMembers(dice)))
                .limit(SEVERAL)
                .map(Draft::done)
                .toList();
    }

    private List<RandomRow> numberAgainstString() {
        String provider = "p" + texts.word();
        String number = dice.oneOf("7", "2.50", "true", "0.00");
        RandomField.Kind kind = number.equals("true") ? RandomField.Kind.BOOLEAN : RandomField.Kind.NUMBER;
        List<Draft> drafts = Stream.of(new RandomField(kind, number), RandomField.text(number))
                .map(name -> connections.of(uuids.any(), RandomField.text(provider), name))
                .toList();
        connections.date(drafts);
        drafts.forEach(draft -> draft.is(RowKind.DUPLICATE, RowKind.NUMBER_AGAINST_STRING));
        return Connections.done(drafts);
    }

    /** An integration under the uuid of some other row, which has a key of another shape. */
    private List<RandomRow> keyIsAnothersUuid() {
        Draft other = settings.untouched(uuids.any(), "site" + texts.word());
        String key = other.uuid().toString();
        Draft holder = settings.untouched(uuids.any(), dice.chance(80) ? key : key.toUpperCase(Locale.ROOT));
        return List.of(
                other.done(),
                holder.module("integrations").is(RowKind.KEY_IS_ANOTHERS_UUID).done());
    }
}
