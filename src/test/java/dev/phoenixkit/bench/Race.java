package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** All contenders on one workload and size, in turn, from one and the same state of the database. */
final class Race {
    private static final int LARGE = 1_000_000;

    private final BenchServer server;
    private final Workload workload;
    private final int rows;
    private final Referee referee;

    Race(BenchServer server, Referee referee, Workload workload, int rows) {
        this.server = server;
        this.workload = workload;
        this.rows = rows;
        this.referee = referee;
    }

    RaceResult run(String template) throws SQLException {
        return run(template, rows < LARGE ? 5 : 3);
    }

    RaceResult run(String template, int rounds) throws SQLException {
        List<Map<Contender, Measurement>> all = new ArrayList<>();
        List<Contender> order = new ArrayList<>(List.of(Contender.values()));
        for (int round = 0; round < rounds; round++) {
            Map<Contender, Measurement> measurements = new EnumMap<>(Contender.class);
            for (Contender contender : order) {
                measurements.put(contender, measure(contender, server.restore(template)));
            }
            all.add(measurements);
            // Whatever favours the first or the last favours each in turn.
            Collections.rotate(order, 1);
        }
        return new RaceResult(workload, rows, all);
    }

    private Measurement measure(Contender contender, Database database) throws SQLException {
        try (Connection connection = server.connect(database)) {
            HeapPeak heap = HeapPeak.begin();
            long wal = server.walBytes();
            long start = System.nanoTime();
            Contender.Run run = contender.run(connection, workload);
            long time = System.nanoTime() - start;
            Measurement measurement =
                    new Measurement(time / 1e9, run.locked().toNanos() / 1e9, server.walBytes() - wal, heap.bytes());
            referee.check(contender, run, database);
            return measurement;
        }
    }
}
