package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;

/**
 * A run in a JVM whose heap is limited: what it survives in suffices.
 *
 * @param megabytes the limit
 * @param failure what the JVM said where the limit was too low; otherwise empty
 */
record HeapRun(Workload workload, int rows, int megabytes, String failure) {

    static HeapRun take(Referee referee, Workload workload, int rows, Database database)
            throws IOException, InterruptedException {
        int megabytes = workload.direction() == Direction.UP ? 64 : 256;
        ClientJvm.Result result;
        try {
            result = ClientJvm.run(Contender.OURS, workload, database, "-Xmx" + megabytes + "m");
        } catch (IllegalStateException e) {
            return new HeapRun(workload, rows, megabytes, e.getMessage());
        }
        referee.check(Contender.OURS, result.rows(), database);
        return new HeapRun(workload, rows, megabytes, "");
    }
}
