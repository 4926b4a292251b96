package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.maven.parameters.ParameterType;
import dev.phoenixkit.maven.parameters.Parameters;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.v114.Quoted;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** The parameters that all goals share, and how failures reach Maven. */
abstract class DatabaseMojo extends AbstractMojo {

    static final ParameterType<String> PREFIX = ParameterType.text("the name of a schema");

    private static final ParameterType<List<String>> PREFIXES =
            ParameterType.list("names of schemas, or patterns with *, separated by commas on the command line");

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
    private String connectTimeout;

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
     * A page to write for people, one HTML file that needs nothing else: what was found, what became of the rows and why,
     * how long it took, without a credential. Up to 2,000 rows are shown, those that need a person first; a {@link #report}
     * has all of them. Every row is read one by one for it, so that a run on many rows takes longer. Until the run is over
     * the page says that the outcome is unknown. Danger: an earlier page at that place is replaced; any other file is left
     * alone and fails the goal before it connects.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.htmlReport")
    private File htmlReport;

    /**
     * Several schemas in place of {@code prefix}: names, or patterns in which {@code *} stands for any letters, such as
     * {@code tenant_*}; comma-separated on the command line. A pattern takes the schemas that hold PhoenixKit; a name
     * without it, and a pattern that takes none, fails the goal before anything is changed. Each schema is migrated wholly
     * or not at all, by itself, in the order of the names; what fails in one does not keep the others from being done, and
     * fails the build at the end. Run again, the goal does the rest.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.prefixes")
    private List<String> prefixes;

    /**
     * How many schemas are worked on at once, each on a connection of its own, 1 to 32. Only with {@link #prefixes}, or for
     * a status of all schemas. Danger: the server needs so many free connections, and the application's as well.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.threads", defaultValue = "1")
    private String threads;

    /**
     * {@code true} begins no other schema once one has failed; those that are being worked on are finished. By default the others go on.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.failFast", defaultValue = "false")
    private String failFast;

    /**
     * {@code true} does nothing, in one log line: it does not connect, and looks at no other parameter.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.skip", defaultValue = "false")
    private String skip;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${project}", readonly = true)
    private MavenProject project;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Inject
    private SettingsDecrypter settingsDecrypter;

    /** {@inheritDoc} */
    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            Parameters given = new ParameterSources(session, project, execution).read();
            if (given.read("skip", skip, ParameterType.FLAG)) {
                getLog().info("Skipped: the parameter skip is true. No connection was made.");
                return;
            }
            given.checkNames().ifPresent(this::warn);
            run(given);
        } catch (RefusedException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (CannotRunException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    /** Does what the goal is for. */
    abstract void run(Parameters given);

    final MavenSession session() {
        return session;
    }

    /** The folder of the module that is built; null where there is none. */
    final Path basedir() {
        return project.getBasedir() == null ? null : project.getBasedir().toPath();
    }

    /** Where to report to. */
    final Report.Paths reports(Parameters given) {
        return new Report.Paths(file(given, "report", report), file(given, "htmlReport", htmlReport));
    }

    /**
     * Which schemas the goal is about, and how it goes about them.
     *
     * @param otherwise what to take where {@code prefixes} is not given
     */
    final Fleet.Options fleet(Parameters given, List<String> otherwise, Duration lockTimeout) {
        int atOnce = given.read("threads", threads, ParameterType.number("schemas at once", 1, 32));
        boolean stops = given.read("failFast", failFast, ParameterType.FLAG);
        boolean none = prefixes == null || prefixes.isEmpty();
        List<String> several = given.read("prefixes", none ? null : String.join(",", prefixes), PREFIXES);
        Parameters.exclude(
                several != null && given.isGiven("prefix"),
                "the parameter prefixes " + several,
                "the parameter prefix");
        // A name in the POM may hold a comma.
        List<String> wanted = several == null || none
                ? several
                : prefixes.stream().map(String::strip).toList();
        return new Fleet.Options(wanted == null ? otherwise : wanted, atOnce, stops, lockTimeout);
    }

    final Optional<Path> file(Parameters given, String name, File file) {
        return Optional.ofNullable(
                given.read(name, file == null ? null : file.getPath(), ParameterType.file(basedir())));
    }

    /** Warns, once in a build. */
    final void warn(String text) {
        OncePerBuild.in(session).tell(text, getLog()::warn);
    }

    final ConnectionSettings connection(Parameters given) {
        given.read("url", url, ParameterType.URL);
        given.read("password", password, ParameterType.PASSWORD);
        ConnectionParameters.Connection connection = new ConnectionParameters(
                        url,
                        given.read("urlEnv", urlEnv, ParameterType.text("the name of an environment variable")),
                        given.read("username", username, ParameterType.text("the name of a role")),
                        password == null ? null : new Secret(password),
                        given.read("serverId", serverId, ParameterType.text("the id of a server in settings.xml")),
                        given.read("connectTimeout", connectTimeout, ParameterType.number("seconds", 1, 3600)))
                .resolve(new BuildSources(
                        session.getSettings(),
                        settingsDecrypter,
                        given,
                        System::getenv,
                        System.getProperty("user.home")));
        OncePerBuild.in(session).tell(connection.origins(), getLog()::info);
        connection.settings().searchPath().ifPresent(path -> checkSchema(given, path));
        if (connection.passwordInPom()) {
            warn("The database password comes from the POM: whoever reads the POM has it, and Maven prints it under -X."
                    + " Keep it in settings.xml (serverId), in PGPASSWORD or in a password file instead.");
        }
        return connection.settings();
    }

    /** What an application looks into first is no word on which schema to migrate. */
    private void checkSchema(Parameters given, String searchPath) {
        String inUrl = "currentSchema or search_path " + Quoted.of(searchPath) + " in the url";
        if (!given.isGiven("prefix") && !given.isGiven("prefixes")) {
            throw new CannotRunException(ErrorMessage.what("The url names a schema, which only a prefix can do")
                    .expected("the parameter prefix, with the one schema that is meant")
                    .found(inUrl + ", and no prefix")
                    .next("set prefix, and take the schema out of the url if only this plugin uses it"));
        }
        OncePerBuild.in(session).tell(inUrl + " is not used: the prefix decides.", getLog()::info);
    }
}
