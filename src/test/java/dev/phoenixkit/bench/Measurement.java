package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import java.io.IOException;

/**
 * One run of one contender.
 *
 * @param rows how many rows it says it has migrated
 * @param seconds from the call on an open connection to the end of the commit
 * @param serverSeconds processor seconds of the server's processes
 * @param clientSeconds processor seconds of the client's JVM
 * @param walBytes what the server wrote to its log
 */
record Measurement(long rows, double seconds, double serverSeconds, double clientSeconds, long walBytes) {

    static Measurement take(
            BenchServer server, Contender contender, Workload workload, Database database, String... options)
            throws IOException, InterruptedException {
        long wal = server.walBytes();
        double serverBefore = server.processorSeconds();
        double clientBefore = ProcessorTime.ofEndedChildren();
        ClientJvm.Result result = ClientJvm.run(contender, workload, database, options);
        double client = ProcessorTime.ofEndedChildren() - clientBefore;
        double used = server.processorSeconds() - serverBefore;
        return new Measurement(result.rows(), result.seconds(), used, client, server.walBytes() - wal);
    }

    /** Less what a client that only connects takes. */
    Measurement without(Measurement empty) {
        return new Measurement(
                rows, seconds, serverSeconds - empty.serverSeconds, clientSeconds - empty.clientSeconds, walBytes);
    }

    /** Of server and client together; no less than can be told from nothing. */
    double processorSeconds() {
        return Math.max(ProcessorTime.TICK, serverSeconds + clientSeconds);
    }
}
