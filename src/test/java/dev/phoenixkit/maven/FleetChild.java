package dev.phoenixkit.maven;

import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportReader;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.ServerLogin;
import dev.phoenixkit.v114.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** A goal over all tenants in a JVM of its own, which can be killed; it prints what Maven would. */
public final class FleetChild {

    /** What the child prints last where its goal succeeds. */
    static final String SUCCESS = "SUCCESS";

    private FleetChild() {}

    /**
     * Starts one.
     *
     * @param goal status, dry, up or down
     * @param file the report to write, of a down the one to restore; null for none
     */
    static ChildJvm start(Database database, String goal, int threads, Path file) {
        return ChildJvm.start(
                List.of(),
                "-Xmx256m",
                FleetChild.class,
                goal,
                Integer.toString(threads),
                String.valueOf(file),
                database.name(),
                database.host(),
                Integer.toString(database.port()),
                database.user(),
                database.password());
    }

    /** Runs in the child. */
    public static void main(String[] args) {
        Database database = new ServerLogin(args[4], Integer.parseInt(args[5]), args[6], args[7]).database(args[3]);
        Log log = new SystemStreamLog();
        Duration wait = Duration.ofSeconds(60);
        Fleet.Options fleet = new Fleet.Options(List.of("tenant_*"), Integer.parseInt(args[1]), false, wait);
        Optional<Path> file = args[2].equals("null") ? Optional.empty() : Optional.of(Path.of(args[2]));
        boolean down = args[0].equals("down");
        try {
            if (args[0].equals("status")) {
                new StatusGoal(log).run(database.settings(), fleet, false, new Report.Paths(file, Optional.empty()));
            } else {
                MigrationRequest request = new MigrationRequest(
                        down ? Direction.DOWN : Direction.UP,
                        ProblemPolicy.FAIL,
                        wait,
                        args[0].equals("dry") ? RunMode.DRY_RUN : RunMode.RUN,
                        file.filter(restore -> down).map(ReportReader::read));
                new MigrationGoal(log, request)
                        .run(
                                database.settings(),
                                fleet,
                                new Report.Paths(file.filter(report -> !down), Optional.empty()));
            }
            System.out.println(SUCCESS);
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }
}
