package dev.phoenixkit.maven;

import dev.phoenixkit.maven.parameters.Parameters;
import dev.phoenixkit.v114.Direction;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Rolls a PhoenixKit database back from version 114 to 113: every integration's key becomes
 * {@code integration:<provider>:<name>} again, from its JSON body. Names that are there more than once get a suffix from
 * the row's uuid, in key and body. One transaction: all of it or nothing. Below 114 there is nothing to do. Restart the
 * application's nodes afterwards; they cache settings by key.
 *
 * @since 1.0.0
 */
@Mojo(
        name = "v114-down",
        defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST,
        requiresProject = false,
        threadSafe = true)
public final class V114DownMojo extends MigrationMojo {

    /**
     * The report of the v114-up to undo exactly, the last of the schema that is in it: every row that is still as that up
     * left it gets back the key, module, provider and name that it had. All other rows go by the ordinary rule. A damaged
     * report is refused, and so is one of another database or schema.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.restore")
    private File restore;

    @Override
    Optional<Path> restore(Parameters given) {
        return file(given, "restore", restore);
    }

    @Override
    Direction direction() {
        return Direction.DOWN;
    }
}
