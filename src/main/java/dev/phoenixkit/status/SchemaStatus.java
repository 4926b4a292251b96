package dev.phoenixkit.status;

import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.util.Optional;

/**
 * The state of one schema.
 *
 * @param schema the schema
 * @param version its version
 * @param rows its rows; empty where something keeps them from being told apart safely
 * @param obstacle what that is; empty where nothing does
 */
public record SchemaStatus(String schema, SchemaVersion version, Optional<Rows> rows, Optional<String> obstacle) {

    /**
     * The rows of a schema.
     *
     * @param counts how many there are of each shape
     * @param mismatched how many do not fit the version; empty where the version is no number
     */
    public record Rows(RowCounts counts, Optional<Long> mismatched) {}

    /** How many rows do not fit the version, as far as that is known. */
    public Optional<Long> mismatched() {
        return rows.flatMap(Rows::mismatched);
    }

    /** Whether V114 is in force here and every row is known to fit. */
    public boolean isMigrated() {
        return version.isNumber()
                && version.number() >= Direction.UP.toVersion()
                && mismatched().orElse(1L) == 0;
    }
}
