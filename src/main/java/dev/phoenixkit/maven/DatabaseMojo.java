package dev.phoenixkit.maven;

import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.errors.RefusedException;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The parameters that all goals share, and how failures reach Maven. */
abstract class DatabaseMojo extends AbstractMojo {

    /**
     * The database: {@code jdbc:postgresql://host:port/database}, or the form that Phoenix applications keep in
     * {@code DATABASE_URL}: {@code ecto://}, {@code postgres://} or {@code postgresql://}
     * {@code user:password@host:port/database?options}, percent-encoded. Required, unless {@link #urlEnv} is given. On the
     * command line: {@code -Dphoenixkit.url=…}; the project's property of that name is read too. A {@code jdbc:} URL with
     * {@code user:password@} in it is refused, since the driver would print it.
     *
     * @since 1.0.0
     */
    @Parameter
    private String url;

    /**
     * The name of an environment variable that holds the url, such as {@code DATABASE_URL}. None is read unless it is named
     * here: a build must not migrate a database that merely stands in the environment.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.urlEnv")
    private String urlEnv;

    /**
     * The database user. Wins over the server entry, the URL and {@code PGUSER}, in this order; with none of them the build
     * fails. The operating system's user is never taken.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.username")
    private String username;

    /**
     * The password. Wins over the server entry, the URL, {@code PGPASSWORD} and the password file ({@code PGPASSFILE},
     * {@code ~/.pgpass}), in this order. On the command line: {@code -Dphoenixkit.password=…}. Danger: Maven prints what
     * stands in a POM under {@code -X}, and Maven 4 its command line; better keep it in settings.xml ({@link #serverId}) or
     * in the environment.
     *
     * @since 1.0.0
     */
    @Parameter
    private String password;

    /**
     * The id of a {@code <server>} in settings.xml with user and password; an encrypted password is decrypted. An unknown
     * id fails the build.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.serverId")
    private String serverId;

    /**
     * For how many seconds to go on trying for a connection while the server refuses or is starting up, 1 to 3600. A wrong
     * password fails at once.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.connectTimeout", defaultValue = "10")
    private int connectTimeout;

    /**
     * A file to add a report to, a JSON object a line: what was found and what became of every row, without a credential.
     * What down needs to undo an up exactly is on the disk before the commit; if it cannot be written, nothing is
     * committed. A report of the same database that is there already is gone on with, any other file is left alone and
     * fails the goal before it connects. Keep the report of an up.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.report")
    private File report;

    /**
     * Does nothing, in one log line, and does not connect.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.skip", defaultValue = "false")
    private boolean skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    @Inject
    private SettingsDecrypter settingsDecrypter;

    /** {@inheritDoc} */
    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("Skipped: the parameter skip is true. No connection was made.");
            return;
        }
        try {
            run();
        } catch (RefusedException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (CannotRunException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    /** Does what the goal is for. */
    abstract void run();

    final MavenSession session() {
        return session;
    }

    /** The folder of the module that is built; null where there is none. */
    final Path basedir() {
        return project == null || project.getBasedir() == null
                ? null
                : project.getBasedir().toPath();
    }

    /** The file to report to, or null. */
    final File report() {
        return report;
    }

    /** The path of a file that may be null; Java has none where the locale cannot encode its name. */
    static Optional<Path> path(File file) {
        try {
            return Optional.ofNullable(file).map(File::toPath);
        } catch (InvalidPathException e) {
            throw new CannotRunException(ErrorMessage.what(
                            "The name of a file for report or restore cannot be used, and nothing was changed")
                    .expected("letters that the locale has (" + System.getProperty("sun.jnu.encoding") + ")")
                    .found(file.toString())
                    .next("set LC_ALL to a UTF-8 locale such as C.UTF-8, or give another name"));
        }
    }

    final ConnectionParameters.Connection connection() {
        return new ConnectionParameters(
                        url, urlEnv, username, password == null ? null : new Secret(password), serverId, connectTimeout)
                .resolve(new BuildSources(
                        session.getSettings(),
                        settingsDecrypter,
                        session.getUserProperties(),
                        project == null ? new Properties() : project.getProperties(),
                        System::getenv,
                        System.getProperty("user.home")));
    }
}
