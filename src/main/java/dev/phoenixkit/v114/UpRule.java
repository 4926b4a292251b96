package dev.phoenixkit.v114;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The way up, 113 to 114 (v114-reference, "up"): the key becomes the row's uuid, provider and name go into the body
 * where it does not have them. Takes rows in any order and decides each at once, so it needs no memory.
 */
public final class UpRule implements Rule {

    private final Set<String> occupiedKeys;

    /** @param occupiedKeys keys of rows outside the migration, as far as they look like a uuid */
    public UpRule(Set<String> occupiedKeys) {
        this.occupiedKeys = Set.copyOf(occupiedKeys);
    }

    @Override
    public Optional<Decision> accept(Row row) {
        return Optional.of(decide(row));
    }

    private Decision decide(Row row) {
        if (!IntegrationKey.isComposite(row.key())) {
            return new Unchanged(row);
        }
        Problem unreadable = BodyCheck.problemOf(row);
        if (unreadable != null) {
            return unreadable;
        }
        IntegrationKey key = IntegrationKey.parse(row.key());
        Body body = row.body();
        String provider = body.provider().textOr(key.provider());
        if (provider.isEmpty()) {
            return new Problem(row, Reason.NO_PROVIDER, ", neither in its key nor in its value_json");
        }
        String newKey = row.uuidKey();
        if (occupiedKeys.contains(newKey)) {
            return new Problem(row, Reason.UUID_KEY_TAKEN, "");
        }
        String name = body.name().textOr(key.name());
        Body after = body.with(Field.string(provider), Field.string(name));
        return new Change(
                row,
                row.with(newKey, Row.INTEGRATIONS, after),
                notes(body, key.equals(new IntegrationKey(provider, name))));
    }

    private static EnumSet<ChangeNote> notes(Body body, boolean agrees) {
        EnumSet<ChangeNote> notes = EnumSet.noneOf(ChangeNote.class);
        if (body.provider().isBlank() || body.name().isBlank()) {
            notes.add(ChangeNote.FILLED);
        }
        if (isConverted(body.provider()) || isConverted(body.name())) {
            notes.add(ChangeNote.CONVERTED);
        }
        if (!agrees) {
            notes.add(ChangeNote.DRIFTED);
        }
        return notes;
    }

    private static boolean isConverted(Field field) {
        return !field.isBlank() && field.type() != JsonType.STRING;
    }
}
