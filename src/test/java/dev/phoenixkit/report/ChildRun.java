package dev.phoenixkit.report;

import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Listeners;
import dev.phoenixkit.testing.ServerLogin;
import dev.phoenixkit.testing.TestRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** An up with a report in a JVM of its own, which can be held at a point and killed there. */
public final class ChildRun {

    /** Where the child stops and waits. */
    enum Stall {
        NOWHERE,
        /** The report is complete, the commit has not been sent. */
        BEFORE_COMMIT,
        /** The commit is done, the report has not been touched since. */
        AFTER_COMMIT
    }

    /** What the child prints where it stops. */
    static final String STALLED = "stalled";

    private ChildRun() {}

    /** Starts one, which prints in the end that it is done, or the message of its failure. */
    static ChildJvm start(Database database, Path report, Stall stall) {
        return start(List.of(), "-Xmx128m", database, report, stall);
    }

    /** The same through another command, such as a shell that sets limits, and with a heap of its own. */
    static ChildJvm start(List<String> before, String heap, Database database, Path report, Stall stall) {
        String port = Integer.toString(database.port());
        return ChildJvm.start(
                before,
                heap,
                ChildRun.class,
                report.toString(),
                stall.name(),
                database.name(),
                database.host(),
                port,
                database.user(),
                database.password());
    }

    /** Runs in the child. */
    public static void main(String[] args) {
        ServerLogin server = new ServerLogin(args[3], Integer.parseInt(args[4]), args[5], args[6]);
        TestRun run = server.database(args[2]).up().report(Path.of(args[0]));
        switch (Stall.valueOf(args[1])) {
            case NOWHERE -> {}
            case BEFORE_COMMIT -> run.after(Listeners.beforeCommit(ChildRun::stall));
            case AFTER_COMMIT -> run.before(Listeners.committed(ChildRun::stall));
        }
        try {
            run.run();
            System.out.println("done");
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }

    /** Blocks for ever; where the parent is gone, nothing goes on either. */
    private static void stall() {
        System.out.println(STALLED);
        try {
            System.in.read();
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(3);
    }
}
