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
     * @param census how many there are of each shape
     * @param withoutName how many of the composite keys have no name (V0)
     * @param unfit how many do not fit the version; empty where the version is no number
     */
    public record Rows(RowCounts census, long withoutName, Optional<Long> unfit) {}

    static SchemaStatus readable(String schema, Rows rows) {
        return new SchemaStatus(schema, rows.census().version(), Optional.of(rows), Optional.empty());
    }

    static SchemaStatus unreadable(String schema, SchemaVersion version, String obstacle) {
        return new SchemaStatus(schema, version, Optional.empty(), Optional.of(obstacle));
    }

    /** How many rows do not fit the version, as far as that is known. */
    public Optional<Long> unfit() {
        return rows.flatMap(Rows::unfit);
    }

    /** Whether V114 is in force here and every row is known to fit. */
    public boolean isMigrated() {
        return version.isNumber() && version.number() >= Direction.UP.to() && unfit().orElse(1L) == 0;
    }
}
