package dev.phoenixkit.bench;

import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.ServerLogin;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.Tenants;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Up over many schemas, beside one session that runs the hand-written statements in each of them. */
public final class FleetBench {
    static final int INTEGRATIONS = 50;
    /** The ordinary settings of each are rows as well. */
    static final int ROWS = INTEGRATIONS + 67;

    private static final int ROUNDS = 3;
    private static final Duration ONE_WAY = Duration.ofMillis(1);

    /** By hand, and by the plugin with one thread and with four. */
    static final List<String> CONTENDERS = List.of("plain", "1", "4");

    private final BenchServer server;
    private final int schemas;

    FleetBench(BenchServer server, int schemas) {
        this.server = server;
        this.schemas = schemas;
    }

    /**
     * What was measured; times in seconds, connecting included.
     *
     * @param times by contender, round by round
     * @param delayed the same once, where each round trip takes two milliseconds more
     * @param roundTrips of the plugin with one thread, for each schema
     * @param again one thread over the schemas that are done
     */
    record Result(
            int schemas,
            Map<String, List<Double>> times,
            Map<String, Double> delayed,
            double roundTrips,
            double again) {

        /** How many times as long as by hand. */
        Spread ratio(String contender) {
            return Spread.of(IntStream.range(0, ROUNDS)
                    .mapToObj(round ->
                            times.get(contender).get(round) / times.get("plain").get(round))
                    .toList());
        }
    }

    Result run(String template) throws IOException, InterruptedException {
        Map<String, List<Double>> times = new TreeMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String contender : CONTENDERS) {
                times.computeIfAbsent(contender, first -> new ArrayList<>())
                        .add(time(contender, server.restore(template)));
            }
        }
        double again = time("1", server.runDatabase());
        Map<String, Double> delayed = new TreeMap<>();
        double roundTrips = 0;
        for (String contender : CONTENDERS) {
            Database database = server.restore(template);
            try (TcpProxy proxy = TcpProxy.to(database).delay(ONE_WAY)) {
                delayed.put(contender, seconds(contender, database.through(proxy)));
                roundTrips = contender.equals("1") ? (double) proxy.roundTrips() / schemas : roundTrips;
            }
            check(contender, database);
        }
        return new Result(schemas, times, delayed, roundTrips, again);
    }

    /** Whether four threads do with so little memory. */
    HeapRun heap(int megabytes, Database database) throws IOException, InterruptedException {
        String what = "ours, four threads, " + schemas + " schemas of " + INTEGRATIONS;
        HeapRun run = HeapRun.take(what, megabytes, option -> seconds("4", database, option));
        if (run.failure().isEmpty()) {
            check("4", database);
        }
        return run;
    }

    private double time(String contender, Database database) throws IOException, InterruptedException {
        double seconds = seconds(contender, database);
        check(contender, database);
        return seconds;
    }

    private static double seconds(String contender, Database database, String... options)
            throws IOException, InterruptedException {
        return ClientJvm.run(FleetBench.class, contender, "many-schemas", database, options)
                .seconds();
    }

    private void check(String contender, Database database) {
        int done = Tenants.at(database, "114").size();
        if (done != schemas || !Tenants.halfDone(database).isEmpty()) {
            throw new IllegalStateException(
                    "Wrong result of " + contender + ": " + done + " of " + schemas + " schemas");
        }
    }

    /**
     * The client's side.
     *
     * @param args contender, workload, host, port, database and user; the password is in the environment
     */
    public static void main(String[] args) throws SQLException {
        Database database = new ServerLogin(args[2], Integer.parseInt(args[3]), args[5], System.getenv("PGPASSWORD"))
                .database(args[4]);
        long start = System.nanoTime();
        int done = args[0].equals("plain") ? byHand(database) : migrate(database, Integer.parseInt(args[0]));
        System.out.println(done + " " + (System.nanoTime() - start) / 1e9);
    }

    private static int migrate(Database database, int threads) {
        Duration lockTimeout = Duration.ofSeconds(60);
        MigrationRequest request = new MigrationRequest(
                Direction.UP, ProblemPolicy.FAIL, lockTimeout, MigrationRequest.RunMode.RUN, Optional.empty());
        List<Fleet.Outcome<MigrationResult>> outcomes = new Fleet<>(
                        database.settings(),
                        new Fleet.Options(List.of("tenant_*"), threads, false, lockTimeout),
                        turn -> Migrator.run(
                                turn.connection(),
                                turn.preflight(),
                                request,
                                turn.patience(),
                                new MigrationListener() {}),
                        new Fleet.Listener<>() {})
                .run();
        outcomes.forEach(outcome -> outcome.failure().ifPresent(failure -> {
            throw failure;
        }));
        return outcomes.size();
    }

    private static int byHand(Database database) throws SQLException {
        List<String> schemas = Tenants.at(database, "113");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String schema : schemas) {
                String migration = HandWritten.migration(Direction.UP) + ";" + HandWritten.comment(Workload.UP_TYPICAL);
                statement.execute(migration.replace("public.", schema + "."));
                connection.commit();
            }
        }
        return schemas.size();
    }
}
