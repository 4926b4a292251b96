package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Direction;
import java.time.Duration;

/**
 * What a run is to do.
 *
 * @param direction up or down
 * @param schema the schema that holds the tables, PhoenixKit's prefix; any identifier, unquoted
 * @param problemPolicy what to do about problem rows
 * @param lockTimeout how long to go on trying for the locks; zero for one try
 * @param dryRun whether to plan only, from a read-only snapshot and without a lock
 */
public record MigrationRequest(
        Direction direction, String schema, ProblemPolicy problemPolicy, Duration lockTimeout, boolean dryRun) {}
