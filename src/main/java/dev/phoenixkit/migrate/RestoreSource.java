package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.Undo;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * The report of an up, as a down needs it to undo that up exactly.
 *
 * @param file where it was read from
 * @param identity the database that it is about
 * @param committed whether the report says that the up was committed; else the rows have to show it
 * @param rows what undoes the up, by uuid, without its problem rows
 */
public record RestoreSource(Path file, DatabaseIdentity identity, boolean committed, Map<UUID, Undo> rows) {

    /**
     * Holds the report against the database of a run.
     *
     * @throws RefusedException where it is about another
     */
    void checkIsOf(DatabaseIdentity found) {
        if (!identity.equals(found)) {
            throw new RefusedException("The report " + file + " is about another database. Expected: "
                    + found.describe() + ", found: " + identity.describe()
                    + ". Nothing was changed. Give the report of the up of this"
                    + " database. If this database was made from that one by dump and restore or by pg_upgrade, write"
                    + " the expected values into the report's fields identity and run again.");
        }
    }

    /** Whether a row shows that the up was committed, by being as that up left it. */
    boolean isShownBy(Row row) {
        Undo undo = rows.get(row.uuid());
        return undo != null && undo.isShownBy(row);
    }

    /** The refusal where neither report nor rows say that the up was committed. */
    RefusedException neverCommitted() {
        return new RefusedException(ErrorMessage.what("The report " + file + " ends without the outcome of its v114-up,"
                        + " and the rows do not show that it was committed. Nothing was changed")
                .expected("a row that is as that up leaves it")
                .found("none")
                .next("give the report of the up that was committed, or leave out restore: then down goes by the"
                        + " ordinary rule")
                .toString());
    }
}
