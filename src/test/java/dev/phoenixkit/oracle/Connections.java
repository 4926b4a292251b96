package dev.phoenixkit.oracle;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Drafts of V114 integration rows, and of the old rows that can stand in their way. */
record Connections(SeededRandom random, boolean nullDates) {
    Draft of(UUID uuid, RandomBody body) {
        return new Draft(random, uuid, uuid.toString()).module("integrations").body(body);
    }

    Draft of(UUID uuid, RandomField provider, RandomField name) {
        return of(uuid, RandomBody.object(random, provider, name));
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
        String one = random.date();
        String two = random.date();
        String infinite = random.oneOf("infinity", "-infinity");
        switch (random.between(1, nullDates ? 6 : 4)) {
            case 1 -> drafts.forEach(draft -> draft.added(one).is(RowKind.DATES_EQUAL));
            case 2 -> drafts.forEach(draft -> draft.added(random.date()));
            case 3 -> drafts.forEach(draft -> draft.added(random.oneOf(one, two)));
            case 4 -> drafts.forEach(draft -> draft.added(random.oneOf(one, two, infinite)));
            case 5 -> drafts.forEach(draft -> draft.added(null));
            default -> drafts.forEach(draft -> draft.added(random.oneOf(one, null, infinite)));
        }
    }

    /** A row outside the rewrite that holds the key of this provider and name. */
    Draft straggler(UUID uuid, String provider, String name) {
        return straggler(uuid, "integration:" + provider + ":" + name);
    }

    Draft straggler(UUID uuid, String key) {
        RandomField text = RandomField.text("old");
        RandomBody body = random.chance(70) ? RandomBody.object(random, text, text) : RandomBody.sqlNull();
        return new Draft(random, uuid, key)
                .module(random.oneOf("integrations", null, "system"))
                .body(new RandomBody(body.json(), Set.of()));
    }

    static List<RandomRow> done(List<Draft> drafts) {
        return done(drafts, List.of());
    }

    static List<RandomRow> done(List<Draft> some, List<Draft> more) {
        return Stream.concat(some.stream(), more.stream()).map(Draft::done).toList();
    }
}
