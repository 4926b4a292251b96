package dev.phoenixkit.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * {@code mvn -Pbench verify}: measures the migration beside hand-written SQL, and what else it costs. It fails where a
 * result is wrong, not where it is slow.
 *
 * <p>{@code -Dbench.rows=} bounds the sizes; {@code -Dbench.only=} takes a regular expression for what to measure: the
 * names of workloads such as {@code up-typical}, {@code network}, {@code heap} and {@code maven}.
 */
public final class Benchmark {
    private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000};
    /** Those that need most, of each direction. */
    private static final List<Workload> HEAP_WORKLOADS = List.of(Workload.UP_WORST, Workload.DOWN);

    private final BenchServer server;
    private final Path folder;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final int bound = Integer.parseInt(System.getProperty("bench.rows", "1000000"));
    private final Pattern only = Pattern.compile(System.getProperty("bench.only", ".*"));
    private final Findings findings = new Findings();
    private final long start = System.nanoTime();

    private Benchmark(BenchServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** @param args the folder for results, and the homes of the Mavens to measure */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        try (BenchServer server = BenchServer.start()) {
            Benchmark benchmark = new Benchmark(server, folder);
            benchmark.measure(Arrays.stream(args).skip(1).map(Path::of).toList());
            benchmark.tell();
        }
    }

    private void measure(List<Path> mavens) throws IOException, InterruptedException, SQLException {
        findings.surroundings.addAll(
                List.of(Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", " + Machine.describe(), server.describe()));
        warmUp();
        for (Workload workload : Workload.values()) {
            for (int rows : sizes(workload)) {
                race(workload, rows);
            }
        }
        small(mavens);
    }

    /** The sizes up to the bound; at least the smallest. */
    private int[] sizes(Workload workload) {
        int most = Math.max(SIZES[0], Math.min(bound, workload.largestSize()));
        return IntStream.of(SIZES).filter(rows -> rows <= most).toArray();
    }

    /** One round that does not count, in which classes are loaded and compiled. */
    private void warmUp() throws SQLException {
        for (Workload workload : List.of(Workload.UP_WORST, Workload.DOWN)) {
            String template = server.createTemplate(workload, SIZES[0]);
            new Race(server, new Referee(workload, SIZES[0]), workload, SIZES[0]).run(template, 1);
            server.drop(template);
        }
    }

    private void race(Workload workload, int rows) throws IOException, InterruptedException, SQLException {
        int[] sizes = sizes(workload);
        boolean heap = rows == sizes[sizes.length - 1] && wanted("heap") && HEAP_WORKLOADS.contains(workload);
        if (!wanted(workload.id()) && !heap) {
            return;
        }
        say(workload.title() + ", " + rows + " rows");
        String template = server.createTemplate(workload, rows);
        Referee referee = new Referee(workload, rows);
        if (wanted(workload.id())) {
            RaceResult result = new Race(server, referee, workload, rows).run(template);
            findings.races.add(result);
            say("  ours / plain " + result.oursBeside(Contender.PLAIN).text(2) + ", ours "
                    + result.seconds(Contender.OURS).text(3) + " s");
        }
        if (heap) {
            say("  in a small heap");
            findings.heaps.add(HeapBench.run(server, referee, workload, template, rows));
        }
        server.drop(template);
    }

    private void small(List<Path> mavens) throws IOException, SQLException {
        for (Workload workload : List.of(Workload.UP_TYPICAL, Workload.DOWN)) {
            String template = server.createTemplate(workload, MavenBench.ROWS);
            if (wanted("network")) {
                say("network, " + workload.title());
                findings.network.add(new NetworkBench(server).run(workload, template, MavenBench.ROWS));
            }
            if (wanted("maven") && workload == Workload.UP_TYPICAL) {
                for (Path home : mavens) {
                    say(home.getFileName().toString());
                    MavenBench maven = new MavenBench(server, folder, home);
                    findings.builds.add(maven.run(template));
                    if (findings.realms.isEmpty()) {
                        findings.realms.add(maven.realm(template));
                    }
                }
            }
            server.drop(template);
        }
    }

    private boolean wanted(String what) {
        return only.matcher(what).matches();
    }

    private void say(String what) {
        out.println("[" + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s] " + what);
    }

    private void tell() throws IOException {
        List<String> lines = ResultTable.of(findings);
        out.println();
        lines.forEach(out::println);
        Files.write(folder.resolve("benchmark.txt"), lines);
        ResultJson.write(findings, folder.resolve("benchmark.json"));
        say("all of it is in " + folder);
    }
}
