package dev.phoenixkit.v114;

import java.util.Set;

/**
 * A row before and after.
 *
 * @param before as it was read
 * @param after as it is to be
 * @param notes what else happens to it than a new key
 */
public record Change(Row before, Row after, Set<ChangeNote> notes) implements Decision {

    /** @throws IllegalArgumentException where before and after are different rows */
    public Change {
        if (!before.uuid().equals(after.uuid())) {
            throw new IllegalArgumentException("a change of " + before.uuid() + " into " + after.uuid());
        }
        notes = Set.copyOf(notes);
    }

    /** Whether a note is set. */
    public boolean has(ChangeNote note) {
        return notes.contains(note);
    }
}
