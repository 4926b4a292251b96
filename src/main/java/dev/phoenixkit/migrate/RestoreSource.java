package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.v114.Decision;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * The report of an up, as a down needs it to undo that up exactly.
 *
 * @param file where it was read from
 * @param identity the database that it is about
 * @param schema the schema that it is about
 * @param decisions what the up decided, by uuid, without its problem rows
 */
public record RestoreSource(Path file, DatabaseIdentity identity, String schema, Map<UUID, Decision> decisions) {

    /**
     * Holds the report against the database of a run.
     *
     * @throws RefusedException where it is about another
     */
    void checkIsOf(DatabaseIdentity found, String foundSchema) {
        if (!schema.equals(foundSchema)) {
            throw new RefusedException("The report " + file + " is about another schema. Expected: " + foundSchema
                    + ", found: " + schema
                    + ". Nothing was changed. Give the report of the up of this schema, or set the"
                    + " parameter prefix.");
        }
        if (!identity.equals(found)) {
            throw new RefusedException("The report " + file + " is about another database. Expected: " + describe(found)
                    + ", found: " + describe(identity) + ". Nothing was changed. Give the report of the up of this"
                    + " database. If this database was made from that one by dump and restore or by pg_upgrade, write"
                    + " the expected values into the report's field identity and run again.");
        }
    }

    private static String describe(DatabaseIdentity identity) {
        return "systemIdentifier " + identity.systemIdentifier() + ", databaseOid " + identity.databaseOid();
    }
}
