package dev.phoenixkit.bench;

import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs the migration in a JVM whose heap is limited: what it survives in suffices. */
final class HeapBench {
    private static final String DONE = "done";

    private HeapBench() {}

    /**
     * How it went in so much heap.
     *
     * @param megabytes the limit
     * @param suffices whether the run came to its end
     * @param seconds of the run, in a JVM just started
     * @param said what the JVM said where it failed
     */
    record Result(Workload workload, int rows, int megabytes, boolean suffices, double seconds, String said) {}

    static Result run(BenchServer server, Referee referee, Workload workload, String template, int rows)
            throws IOException, InterruptedException {
        int megabytes = workload.direction() == Direction.UP ? 64 : 256;
        Database database = server.restore(template);
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + megabytes + "m",
                        "-cp",
                        classPath(),
                        HeapBench.class.getName(),
                        database.host(),
                        Integer.toString(database.port()),
                        database.name(),
                        database.user(),
                        workload.name())
                .redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        boolean suffices = process.waitFor() == 0 && said.startsWith(DONE);
        if (!suffices) {
            return new Result(workload, rows, megabytes, false, 0, said);
        }
        String[] words = said.split(" ");
        referee.check(Contender.OURS, new Contender.Run(Long.parseLong(words[1]), Duration.ZERO), database);
        return new Result(workload, rows, megabytes, true, Double.parseDouble(words[2]), "");
    }

    /** The tests' and the plugin's classes, and the jars that a user's build loads. */
    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(
                HeapBench.class,
                Connector.class,
                org.postgresql.Driver.class,
                com.fasterxml.jackson.databind.ObjectMapper.class,
                com.fasterxml.jackson.core.JsonFactory.class,
                com.fasterxml.jackson.annotation.JsonProperty.class)) {
            try {
                places.add(Path.of(type.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException e) {
                throw new IllegalStateException(e);
            }
        }
        return String.join(System.getProperty("path.separator"), places);
    }

    /**
     * The JVM with the small heap.
     *
     * @param args host, port, database, user and workload; the password is in the environment
     */
    public static void main(String[] args) throws SQLException {
        try (Connection connection =
                PluginRun.connect(args[0], Integer.parseInt(args[1]), args[2], args[3], System.getenv("PGPASSWORD"))) {
            long start = System.nanoTime();
            long rows = PluginRun.migrate(connection, Workload.valueOf(args[4]).direction())
                    .migrated();
            System.out.println(DONE + " " + rows + " " + (System.nanoTime() - start) / 1e9);
        }
    }
}
