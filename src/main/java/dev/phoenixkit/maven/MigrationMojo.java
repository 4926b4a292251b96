package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.maven.parameters.ParameterType;
import dev.phoenixkit.maven.parameters.Parameters;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportReader;
import dev.phoenixkit.v114.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters of up and down. */
abstract class MigrationMojo extends DatabaseMojo {

    /**
     * The schema that holds PhoenixKit's tables, which PhoenixKit calls the prefix. Any identifier, without quotes. It has to
     * be given where the url names a schema ({@code currentSchema}, or {@code search_path} in {@code options}), and wins.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.prefix", defaultValue = "public")
    private String prefix;

    /**
     * {@code true} shows the plan and writes nothing; takes no lock that could hold anyone up. Fails for what rows, rights and
     * catalogue say against the real run; what only keeps this connection from writing (a standby, a read-only default, a role
     * that may only read) is a warning. What only the server can say when it writes, {@link #rehearse} finds.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.dryRun", defaultValue = "false")
    private String dryRun;

    /**
     * {@code true} does everything that the real run does, locks, writes and verification, and then rolls it back in place of the commit:
     * so it fails on whatever only the server can say, such as checks, triggers that raise an error and unique expressions.
     * Writers wait meanwhile, as in the real run; dead rows and WAL stay behind, and what sequences gave or functions did
     * outside the transaction is not taken back. Not beside {@link #dryRun}.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.rehearse", defaultValue = "false")
    private String rehearse;

    /**
     * What to do about rows that cannot be placed without losing or inventing something: {@code fail} changes nothing and
     * lists them all; {@code skip} leaves them exactly as they are, lists them as warnings, and goes on with the rest.
     * Danger of {@code skip}: the application does not find the integrations that are left behind.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.onProblem", defaultValue = "fail")
    private String onProblem;

    /**
     * For how many seconds to go on trying for the lock on the tables, 0 (one try) to 86400. Each try is short, so that
     * the application's writers never wait behind it for longer than a moment.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.lockTimeout", defaultValue = "30")
    private String lockTimeout;

    abstract Direction direction();

    /** The report of the up to undo. */
    Optional<Path> restore(Parameters given) {
        return Optional.empty();
    }

    @Override
    final void run(Parameters given) {
        String schema = given.read("prefix", prefix, PREFIX);
        RunMode mode = mode(given);
        ProblemPolicy policy = given.read("onProblem", onProblem, ParameterType.oneOf(ProblemPolicy.class));
        int seconds = given.read("lockTimeout", lockTimeout, ParameterType.number("seconds", 0, 86_400));
        Fleet.Options fleet = fleet(given, List.of(schema), Duration.ofSeconds(seconds));
        Report.Paths reports = reports(given);
        Optional<Path> restore = restore(given);
        ConnectionSettings connection = connection(given);

        List<Set<String>> settings = List.of(
                Set.of("onProblem " + policy + ", lockTimeout " + seconds + ", " + mode + ", threads " + fleet.threads()
                        + ", failFast " + fleet.failFast()),
                names(reports.report()),
                names(reports.page()),
                names(restore));
        OncePerBuild.in(session()).run(connection, fleet.wanted(), direction().goal(), settings, getLog(), () -> {
            Optional<MigrationRequest.Ups> ups = restore.map(ReportReader::read);
            // Of a single schema it is known before connecting that the report does not have it.
            ups.filter(known -> fleet.isOfOne())
                    .ifPresent(known -> known.upOf(fleet.wanted().get(0)));
            MigrationRequest request = new MigrationRequest(direction(), policy, fleet.lockTimeout(), mode, ups);
            new MigrationGoal(getLog(), request).run(connection, fleet, reports);
        });
    }

    private RunMode mode(Parameters given) {
        boolean dry = given.read("dryRun", dryRun, ParameterType.FLAG);
        boolean rehearsal = given.read("rehearse", rehearse, ParameterType.FLAG);
        Parameters.exclude(dry && rehearsal, "dryRun=true", "rehearse=true");
        return dry ? RunMode.DRY_RUN : rehearsal ? RunMode.REHEARSAL : RunMode.RUN;
    }

    /**
     * A file by itself and as seen from the module: what all modules inherit is one setting, be it one file for all of them
     * or a name that stands for another file in each.
     */
    private Set<String> names(Optional<Path> file) {
        return file.filter(path -> basedir() != null && path.startsWith(basedir()))
                .map(path -> Set.of(path.toString(), basedir().relativize(path).toString()))
                .orElse(Set.of(file.map(Path::toString).orElse("none")));
    }
}
