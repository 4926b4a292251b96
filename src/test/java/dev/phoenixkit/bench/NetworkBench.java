package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.TcpProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a run costs where the server is far away: how often it waits for an answer, connecting not counted. */
final class NetworkBench {
    /** Each way, so that an answer comes 50 ms later. */
    private static final Duration ONE_WAY = Duration.ofMillis(25);

    private static final int ROUNDS = 5;

    private final BenchServer server;

    NetworkBench(BenchServer server) {
        this.server = server;
    }

    /**
     * Runs through a proxy.
     *
     * @param roundTrips how often the server answered; the most of all rounds
     * @param clientBytes what the client sent in the last round
     * @param serverBytes what the server sent in the last round
     * @param seconds without added delay, round by round
     * @param delayedSeconds with 50 ms on each round trip
     */
    record Result(
            Workload workload,
            int rows,
            long roundTrips,
            long clientBytes,
            long serverBytes,
            List<Double> seconds,
            List<Double> delayedSeconds) {}

    Result run(Workload workload, String template, int rows) throws SQLException {
        List<Double> near = new ArrayList<>();
        List<Double> far = new ArrayList<>();
        Referee referee = new Referee(workload, rows);
        long trips = 0;
        long sent = 0;
        long received = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Duration delay : List.of(Duration.ZERO, ONE_WAY)) {
                Database database = server.restore(template);
                try (TcpProxy proxy = TcpProxy.to(database)) {
                    (delay.isZero() ? near : far).add(time(proxy.delay(delay), workload, referee, database));
                    trips = Math.max(trips, proxy.roundTrips());
                    sent = proxy.clientBytes();
                    received = proxy.serverBytes();
                }
            }
        }
        return new Result(workload, rows, trips, sent, received, near, far);
    }

    private static double time(TcpProxy proxy, Workload workload, Referee referee, Database database)
            throws SQLException {
        try (Connection connection =
                PluginRun.connect(proxy.host(), proxy.port(), database.name(), database.user(), database.password())) {
            proxy.reset();
            long start = System.nanoTime();
            Contender.Run run = Contender.OURS.run(connection, workload);
            double seconds = (System.nanoTime() - start) / 1e9;
            referee.check(Contender.OURS, run, database);
            return seconds;
        }
    }
}
