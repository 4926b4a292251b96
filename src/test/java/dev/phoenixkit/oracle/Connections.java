package dev.phoenixkit.oracle;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Drafts of V114 integration rows, and of the old rows that can stand in their way. */
final class Connections {
    private final SeededRandom dice;
    private final boolean nullDates;

    Connections(SeededRandom dice, boolean nullDates) {
        this.dice = dice;
        this.nullDates = nullDates;
    }

    Draft of(UUID uuid, RandomBody body) {
        return new Draft(dice, uuid, uuid.toString()).module("integrations").body(body);
    }

    Draft of(UUID uuid, RandomField provider, RandomField name) {
        return of(uuid, RandomBody.object(dice, provider, name));
    }

    Draft of(UUID uuid, String provider, String name) {
        return of(uuid, RandomField.text(provider), RandomField.text(name));
    }

    /** Connections of one provider and name, with dates that decide between them in one way or another. */
    List<Draft> duplicates(String provider, String name, List<UUID> uuids) {
        List<Draft> drafts = uuids.stream()
                .map(uuid -> of(uuid, provider, name).is(RowKind.DUPLICATE))
                .toList();
        date(drafts);
        return drafts;
    }

    /** Dates that are all equal, all over the place, few, infinite or, on a damaged table, absent. */
    void date(List<Draft> drafts) {
        String one = dice.date();
        String two = dice.date();
        String infinite = dice.oneOf("infinity", "-infinity");
        switch (dice.between(1, nullDates ? 6 : 4)) {
            case 1 -> drafts.forEach(draft -> draft.added(one).is(RowKind.DATES_EQUAL));
            case 2 -> drafts.forEach(draft -> draft.added(dice.date()));
            case 3 -> drafts.forEach(draft -> draft.added(dice.oneOf(one, two)));
            case 4 -> drafts.forEach(draft -> draft.added(dice.oneOf(one, two, infinite)));
            case 5 -> drafts.forEach(draft -> draft.added(null));
            default -> drafts.forEach(draft -> draft.added(dice.oneOf(one, null, infinite)));
        }
    }

    /** A row outside the rewrite that holds the key of this provider and name. */
    Draft straggler(UUID uuid, String provider, String name) {
        return straggler(uuid, "integration:" + provider + ":" + name);
    }

    Draft straggler(UUID uuid, String key) {
        RandomField text = RandomField.text("old");
        RandomBody body = dice.chance(70) ? RandomBody.object(dice, text, text) : RandomBody.sqlNull();
        return new Draft(dice, uuid, key)
                .module(dice.oneOf("integrations", null, "system"))
                .body(new RandomBody(body.json(), Set.of()));
    }

    static List<RandomRow> done(List<Draft> drafts) {
        return drafts.stream().map(Draft::done).toList();
    }

    static List<RandomRow> done(List<Draft> some, List<Draft> more) {
        return Stream.concat(some.stream(), more.stream()).map(Draft::done).toList();
    }
}
