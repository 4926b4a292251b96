package dev.phoenixkit.rows;

import dev.phoenixkit.v114.Change;

/**
 * What the changes of one batch have in common. It is said once, in the statement, and not sent for every row.
 *
 * @param placed whether it is known where the rows are stored
 * @param ownKey whether each row's new key is its own uuid
 * @param module the new module; null where the rows differ in it
 * @param edit what becomes of the bodies
 */
record ChangeForm(boolean placed, boolean ownKey, String module, BodyEdit edit) {

    /**
     * The form of one change.
     *
     * @param place where its row is stored, or null
     * @param restores whether a report is undone: then anything may differ
     */
    static ChangeForm of(Change change, String place, boolean restores) {
        return restores
                ? new ChangeForm(place != null, false, null, BodyEdit.RESTORE)
                : new ChangeForm(
                        place != null,
                        change.after().key().equals(change.after().uuidKey()),
                        change.after().module(),
                        BodyEdit.of(change));
    }
}
