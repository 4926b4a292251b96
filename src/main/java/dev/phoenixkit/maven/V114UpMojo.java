package dev.phoenixkit.maven;

import dev.phoenixkit.v114.Direction;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Migrates a PhoenixKit database from version 113 to 114: every integration's key becomes the uuid of its row; provider
 * and name go into its JSON body where they are missing. One transaction: all of it or nothing. At 114 or above there is
 * nothing to do. Restart the application's nodes afterwards; they cache settings by key.
 *
 * @since 1.0.0
 */
@Mojo(name = "v114-up", defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST, requiresProject = false, threadSafe = true)
public final class V114UpMojo extends MigrationMojo {

    @Override
    Direction direction() {
        return Direction.UP;
    }
}
