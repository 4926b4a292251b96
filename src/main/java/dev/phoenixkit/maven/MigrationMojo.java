package dev.phoenixkit.maven;

import dev.phoenixkit.postgres.CannotRunException;
import dev.phoenixkit.postgres.ConnectionSettings;
import dev.phoenixkit.postgres.MigrationRequest;
import dev.phoenixkit.v114.Direction;
import java.time.Duration;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of up and down. */
abstract class MigrationMojo extends DatabaseMojo {

    private static final int LONGEST_LOCK_TIMEOUT = 86_400;

    /**
     * The schema that holds PhoenixKit's tables, which PhoenixKit calls the prefix. Any identifier, without quotes.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.prefix", defaultValue = "public")
    private String prefix;

    /**
     * Shows the plan and writes nothing; takes no lock that could hold anyone up. Fails where the real run would.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.dryRun", defaultValue = "false")
    private boolean dryRun;

    /**
     * What to do about rows that cannot be placed without losing or inventing something: {@code fail} changes nothing and
     * lists them all; {@code skip} leaves them exactly as they are, lists them as warnings, and goes on with the rest.
     * Danger of {@code skip}: the application does not find the integrations that are left behind.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.onProblem", defaultValue = "fail")
    private OnProblem onProblem;

    /**
     * For how many seconds to go on trying for the lock on the tables, 0 (one try) to 86400. Each try is short, so that
     * the application's writers never wait behind it for longer than a moment.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.lockTimeout", defaultValue = "30")
    private int lockTimeout;

    abstract Direction direction();

    @Override
    final void run() {
        MigrationRequest request = new MigrationRequest(direction(), prefix, onProblem.policy(), lockTimeout(), dryRun);
        ConnectionParameters.Connection connection = connection();
        ConnectionSettings target = connection.settings();
        OncePerBuild.in(session()).run(target, request, getLog(), () -> {
            if (connection.passwordInPom()) {
                OncePerBuild.in(session()).warnOfPasswordInPom(getLog());
            }
            new MigrationGoal(getLog()).run(target, request);
        });
    }

    private Duration lockTimeout() {
        if (lockTimeout < 0 || lockTimeout > LONGEST_LOCK_TIMEOUT) {
            throw new CannotRunException("lockTimeout is out of range. Expected: 0 to " + LONGEST_LOCK_TIMEOUT
                    + " seconds. Found: " + lockTimeout + ". Next: correct it, or leave it out for the default.");
        }
        return Duration.ofSeconds(lockTimeout);
    }
}
