package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Direction;
import java.util.Optional;

/**
 * The state of one schema.
 *
 * @param schema the schema
 * @param census its rows by shape, and its version
 * @param withoutName how many of the composite keys have no name (V0)
 * @param unfit how many rows do not fit the version; empty where the version is no number
 */
public record SchemaStatus(String schema, Census census, long withoutName, Optional<Long> unfit) {

    /** Whether V114 is in force here and every row fits. */
    public boolean isMigrated() {
        return census.version().isNumber() && census.version().number() >= Direction.UP.to() && unfit.orElse(1L) == 0;
    }
}
