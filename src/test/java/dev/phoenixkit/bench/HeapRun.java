package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A run in a JVM whose heap is limited: what it survives in suffices.
 *
 * @param megabytes the limit
 * @param failure what the JVM said where the limit was too low; otherwise empty
 */
record HeapRun(Contender contender, Workload workload, int rows, int megabytes, String failure) {

    /**
     * Runs.
     *
     * @param report the file that a contender writes its report to, or reads it from
     */
    static HeapRun take(Contender contender, int megabytes, Workload workload, int rows, Database database, Path report)
            throws IOException, InterruptedException {
        try {
            ClientJvm.Result result = ClientJvm.run(
                    contender, workload, database, "-Xmx" + megabytes + "m", "-D" + PluginRun.REPORT + "=" + report);
            String version = contender == Contender.RESTORE ? workload.from() : workload.to();
            if (result.rows() != rows || !database.version("public").equals(version)) {
                throw new AssertionError("Wrong result of " + contender.title() + " on " + workload.title() + ": "
                        + result.rows() + " rows, version " + database.version("public"));
            }
            return new HeapRun(contender, workload, rows, megabytes, "");
        } catch (IllegalStateException e) {
            return new HeapRun(contender, workload, rows, megabytes, e.getMessage());
        }
    }
}
