package dev.phoenixkit.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.phoenixkit.testing.Browser;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
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
 * {@code mvn -f src/bench verify}: measures the migration beside hand-written SQL, and what else it costs. It fails where a
 * result is wrong, not where it is slow.
 *
 * <p>{@code -Dbench.rows=} bounds the sizes; {@code -Dbench.only=} takes a regular expression for what to measure: the
 * names of workloads such as {@code up-typical}, {@code network}, {@code heap}, {@code many-schemas} and {@code maven}.
 */
public final class Benchmark {
    private static final int[] SIZES = {1_000, 10_000, 100_000, 1_000_000};
    private static final int MOST_SCHEMAS = 1_000;

    /** Those that need most, of each direction. */
    private static final List<Workload> HEAP_WORKLOADS = List.of(Workload.UP_WORST, Workload.DOWN);

    private static final List<Workload> NETWORK_WORKLOADS =
            List.of(Workload.UP_TYPICAL, Workload.UP_WORST, Workload.DOWN);

    private final BenchServer server;
    private final Path folder;
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final int bound = Integer.parseInt(System.getProperty("bench.rows", "1000000"));
    private final Pattern only = Pattern.compile(System.getProperty("bench.only", ".*"));
    private final Findings findings = new Findings();
    private final long start = System.nanoTime();
    private final Path report;

    private Benchmark(BenchServer server, Path folder) {
        this.server = server;
        this.folder = folder;
        this.report = folder.resolve("report.jsonl");
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
        findings.environment.addAll(List.of(machine(), server.describe()));
        warmUp();
        for (Workload workload : Workload.values()) {
            for (int rows : sizes(workload)) {
                race(workload, rows);
            }
        }
        small(mavens);
        if (wanted("many-schemas")) {
            fleet(Math.min(bound, MOST_SCHEMAS));
        }
    }

    private void fleet(int schemas) throws IOException, InterruptedException {
        say(schemas + " schemas");
        String template = server.createFleet(schemas, FleetBench.INTEGRATIONS);
        findings.fleets.add(new FleetBench(server, schemas).run(template));
        server.drop(template);
    }

    /** What it runs on, and how busy that was with other things at the start. */
    private static String machine() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return Instant.now().truncatedTo(ChronoUnit.SECONDS) + ", " + system.getAvailableProcessors() + " cores, "
                + Math.round(system.getTotalMemorySize() / 1e9) + " GB, " + system.getName() + " " + system.getArch()
                + ", Java "
                + System.getProperty("java.version") + ", load " + Math.round(system.getSystemLoadAverage())
                + " at the start";
    }

    /** A race that does not count, which fills the caches with the client's classes and the server's programs. */
    private void warmUp() throws IOException, InterruptedException {
        String template = server.createTemplate(Workload.UP_TYPICAL, SIZES[0]);
        new Race(server, report, new Referee(Workload.UP_TYPICAL, SIZES[0]), Workload.UP_TYPICAL, SIZES[0])
                .run(template);
        server.drop(template);
    }

    /** The sizes up to the bound; at least the smallest. */
    private int[] sizes(Workload workload) {
        int most = Math.max(SIZES[0], Math.min(bound, workload.largestSize()));
        return IntStream.of(SIZES).filter(rows -> rows <= most).toArray();
    }

    private void race(Workload workload, int rows) throws IOException, InterruptedException {
        int[] sizes = sizes(workload);
        boolean heap = rows == sizes[sizes.length - 1] && wanted("heap") && HEAP_WORKLOADS.contains(workload);
        if (!wanted(workload.id()) && !heap || workload.contenders().isEmpty()) {
            return;
        }
        say(workload.title() + ", " + rows + " rows");
        String template = server.createTemplate(workload, rows);
        if (wanted(workload.id())) {
            RaceResult result = new Race(server, report, new Referee(workload, rows), workload, rows).run(template);
            findings.races.add(result);
            workload.contenders().stream()
                    .skip(1)
                    .forEach(contender -> say("  " + contender.title() + " / plain: time "
                            + result.ratio(contender, Measurement::seconds).text(2) + ", processor seconds "
                            + result.ratio(contender, Measurement::processorSeconds)
                                    .text(2)));
        }
        if (heap) {
            say("  in a small heap");
            heap(workload, rows, template);
        }
        server.drop(template);
    }

    private void heap(Workload workload, int rows, String template) throws IOException, InterruptedException {
        boolean up = workload.direction() == Direction.UP;
        Database database = server.restore(template);
        findings.heaps.add(HeapRun.take(Contender.OURS, up ? 64 : 256, workload, rows, database, report));
        if (up) {
            database = server.restore(template);
            Files.deleteIfExists(report);
            findings.heaps.add(HeapRun.take(Contender.REPORT, 64, workload, rows, database, report));
            findings.heaps.add(HeapRun.take(Contender.RESTORE, 512, workload, rows, database, report));
            database = server.restore(template);
            findings.heaps.add(HeapRun.take(Contender.PAGE, 64, workload, rows, database, report));
            if (Browser.isInstalled()) {
                findings.pages.add(PageOpening.take(PluginRun.page(report), rows));
            }
        }
    }

    private void small(List<Path> mavens) throws IOException, SQLException, InterruptedException {
        for (Workload workload : NETWORK_WORKLOADS) {
            String template = server.createTemplate(workload, MavenBench.ROWS);
            if (wanted("network")) {
                say("network, " + workload.title());
                findings.roundTrips.add(RoundTrips.take(workload, MavenBench.ROWS, server.restore(template)));
            }
            server.drop(template);
        }
        if (wanted("maven")) {
            for (Path home : mavens) {
                builds(home, MavenBench.ROWS, 7);
            }
            for (int rows : new int[] {10_000, 300_000, 1_000_000}) {
                if (rows <= bound) {
                    builds(mavens.get(0), rows, 3);
                }
            }
        }
    }

    private void builds(Path maven, int rows, int rounds) throws IOException, InterruptedException {
        say(maven.getFileName() + ", " + rows + " rows");
        String template = server.createTemplate(Workload.UP_COMPLETE, rows);
        findings.builds.add(new MavenBench(server, folder, maven).run(Workload.UP_COMPLETE, rows, template, rounds));
        server.drop(template);
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
        Files.writeString(folder.resolve("benchmark.svg"), Chart.of(findings));
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve("benchmark.json").toFile(), findings);
        say("all of it is in " + folder);
    }
}
