package dev.phoenixkit.migrate;

import dev.phoenixkit.v114.SchemaVersion;
import java.time.Duration;

/**
 * What a run did, or what a dry run would do.
 *
 * @param before the version that was found
 * @param after the version that stands there now; the same as before where nothing was to be done
 * @param settled rows that only got a new key and module
 * @param edited rows whose body changes too, or of which the operator should hear
 * @param problems rows that were left as they are
 * @param unfit rows that do not fit the version, where nothing was to be done
 * @param locked how long other writers were held off; zero for a dry run and where nothing was to be done
 */
public record MigrationResult(
        SchemaVersion before,
        SchemaVersion after,
        long settled,
        long edited,
        long problems,
        long unfit,
        Duration locked) {

    static MigrationResult nothingToDo(SchemaVersion version, long unfit) {
        return new MigrationResult(version, version, 0, 0, 0, unfit, Duration.ZERO);
    }

    /** All rows that were, or would be, rewritten. */
    public long migrated() {
        return settled + edited;
    }

    /** Whether the version called for no migration. */
    public boolean isNothingToDo() {
        return before.equals(after);
    }
}
