package dev.phoenixkit.migrate;

import dev.phoenixkit.v114.Direction;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run is to do.
 *
 * @param direction up or down
 * @param schema the schema that holds the tables, PhoenixKit's prefix; any identifier, unquoted
 * @param problemPolicy what to do about problem rows
 * @param lockTimeout how long to go on trying for the locks; zero for one try
 * @param dryRun whether to plan only, from a read-only snapshot and without a lock
 * @param restore for down: the up to undo exactly, where there is one
 */
public record MigrationRequest(
        Direction direction,
        String schema,
        ProblemPolicy problemPolicy,
        Duration lockTimeout,
        boolean dryRun,
        Optional<RestoreSource> restore) {

    /** @throws IllegalArgumentException where an up is to restore */
    public MigrationRequest {
        if (restore.isPresent() && direction != Direction.DOWN) {
            throw new IllegalArgumentException("only down can restore");
        }
    }
}
