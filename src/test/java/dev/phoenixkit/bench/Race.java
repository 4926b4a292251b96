package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The contenders on one workload and size, in turn, from one and the same state of the database. */
record Race(BenchServer server, Path report, Referee referee, Workload workload, int rows) {

    RaceResult run(String template, int howMany) throws IOException, InterruptedException {
        List<Map<Contender, Measurement>> rounds = new ArrayList<>();
        List<Contender> order = new ArrayList<>(workload.contenders());
        while (rounds.size() < howMany) {
            rounds.add(round(template, order));
            // Whatever favours the first or the last favours each in turn.
            Collections.rotate(order, 1);
        }
        return new RaceResult(workload, rows, rounds);
    }

    private Map<Contender, Measurement> round(String template, List<Contender> order)
            throws IOException, InterruptedException {
        Map<Contender, Measurement> round = new EnumMap<>(Contender.class);
        Database database = null;
        for (Contender contender : order) {
            database = server.restore(template);
            PluginRun.deleteReports(report);
            Measurement measurement =
                    Measurement.take(server, contender, workload, database, "-D" + PluginRun.REPORT + "=" + report);
            referee.check(contender, measurement.rows(), database);
            round.put(contender, measurement);
        }
        // Any database will do for a client that only connects.
        Measurement empty = Measurement.take(server, Contender.EMPTY, workload, database);
        round.replaceAll((contender, measurement) -> measurement.without(empty));
        round.put(Contender.EMPTY, empty);
        return round;
    }
}
