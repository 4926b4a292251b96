package dev.phoenixkit.migrate;

import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.SchemaVersion;
import java.time.Duration;
import java.util.Map;

/**
 * What a run did, or what a dry run or rehearsal says that it would do.
 *
 * @param before the version that was found
 * @param after the version that stands there now; the same as before where nothing was to be done
 * @param migrated rows that were, or would be, rewritten
 * @param unchanged rows that had the wanted shape already, or get it back by staying as they are
 * @param problems rows that were left as they are
 * @param mismatched rows that do not fit the version, where nothing was to be done
 * @param notes how many of the rewritten rows have each note
 * @param locked how long other writers were held off; zero for a dry run and where nothing was to be done
 */
public record MigrationResult(
        SchemaVersion before,
        SchemaVersion after,
        long migrated,
        long unchanged,
        long problems,
        long mismatched,
        Map<ChangeNote, Long> notes,
        Duration locked) {

    static MigrationResult nothingToDo(SchemaVersion version, long mismatched) {
        return new MigrationResult(version, version, 0, 0, 0, mismatched, Map.of(), Duration.ZERO);
    }

    /** Whether the version called for no migration. */
    public boolean isNothingToDo() {
        return before.equals(after);
    }
}
