package dev.phoenixkit.maven;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.RestoreSource;
import dev.phoenixkit.report.ReportReader;
import dev.phoenixkit.v114.Direction;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    /** The report of the up to undo, or null. */
    File restore() {
        return null;
    }

    @Override
    final void run() {
        Duration wait = lockTimeout();
        ConnectionParameters.Connection connection = connection();
        OncePerBuild build = OncePerBuild.in(session());
        build.run(connection.settings(), prefix, direction().goal(), settings(), getLog(), () -> {
            if (connection.passwordInPom()) {
                build.warnOfPasswordInPom(getLog());
            }
            Optional<RestoreSource> undo =
                    path(restore()).map(file -> ReportReader.read(file).upOf(prefix));
            MigrationRequest request =
                    new MigrationRequest(direction(), prefix, onProblem.policy(), wait, dryRun, undo);
            new MigrationGoal(getLog()).run(connection.settings(), request, path(report()));
        });
    }

    /** By what two runs on one database are the same: each setting, in the ways in which it can be said. */
    private List<Set<String>> settings() {
        String plain = "onProblem " + onProblem + ", lockTimeout " + lockTimeout + ", dryRun " + dryRun;
        return List.of(Set.of(plain), names(report()), names(restore()));
    }

    /**
     * A file by itself and as seen from the module: what all modules inherit is one setting, be it one file for all of them
     * or a name that stands for another file in each.
     */
    private Set<String> names(File file) {
        return path(file)
                .filter(path -> basedir() != null && path.startsWith(basedir()))
                .map(path -> Set.of(path.toString(), basedir().relativize(path).toString()))
                .orElse(Set.of(String.valueOf(file)));
    }

    private Duration lockTimeout() {
        if (lockTimeout < 0 || lockTimeout > LONGEST_LOCK_TIMEOUT) {
            throw new CannotRunException(ErrorMessage.what("lockTimeout is out of range")
                    .expected("0 to " + LONGEST_LOCK_TIMEOUT + " seconds")
                    .found(Integer.toString(lockTimeout))
                    .next("correct it, or leave it out for the default"));
        }
        return Duration.ofSeconds(lockTimeout);
    }
}
