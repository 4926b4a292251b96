package dev.phoenixkit.maven;

import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.maven.parameters.ParameterType;
import dev.phoenixkit.maven.parameters.Parameters;
import dev.phoenixkit.report.Report;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows the state of a PhoenixKit database: version, rows by shape, rows that do not fit the version, and what v114-up and
 * v114-down would meet. Reads only, in one snapshot, and needs nothing but SELECT. Of a damaged table it shows the version
 * and what is in the way.
 *
 * @since 1.0.0
 */
@Mojo(name = "v114-status", requiresProject = false, threadSafe = true)
public final class V114StatusMojo extends DatabaseMojo {

    /** How long to wait while somebody excludes even reading. */
    static final Duration WAIT_TO_READ = Duration.ofSeconds(30);

    /**
     * The schema to look at. Without it and {@code prefixes}: every schema of the database that holds PhoenixKit. It has to be given where the
     * url names a schema ({@code currentSchema}, or {@code search_path} in {@code options}), and wins.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.prefix")
    private String prefix;

    /**
     * {@code true} fails the build where V114 is not in force (a version below 114, or no PhoenixKit at all), or rows do not fit the
     * version.
     *
     * @since 1.0.0
     */
    @Parameter(property = "phoenixkit.failIfPending", defaultValue = "false")
    private String failIfPending;

    @Override
    void run(Parameters given) {
        String schema = given.read("prefix", prefix, PREFIX);
        Fleet.Options fleet = fleet(given, schema == null ? List.of() : List.of(schema), WAIT_TO_READ);
        boolean fail = given.read("failIfPending", failIfPending, ParameterType.FLAG);
        Report.Paths reports = reports(given);
        new StatusGoal(getLog()).run(connection(given), fleet, fail, reports);
    }
}
