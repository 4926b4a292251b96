package dev.phoenixkit.v114;

import java.util.EnumSet;
import java.util.Objects;
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
        notes = notes.isEmpty() ? Set.of() : Set.copyOf(notes);
    }

    static Change of(Row before, Row after, EnumSet<ChangeNote> notes) {
        return new Change(before, after, notes);
    }

    /** Whether nothing is to be written. */
    public boolean isNothing() {
        return before.key().equals(after.key())
                && Objects.equals(before.module(), after.module())
                && before.body().agreesWith(after.body());
    }

    /**
     * Whether key and module are all that changes and nobody needs to hear of it. These rows make the set-based part of
     * a plan: the server can rewrite them without their ever being read one by one.
     */
    public boolean isSettled() {
        return notes.isEmpty() && before.body().agreesWith(after.body());
    }

    /** Whether a note is set. */
    public boolean has(ChangeNote note) {
        return notes.contains(note);
    }
}
