package dev.phoenixkit.bench;

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

/**
 * {@code mvn -f src/bench verify}: measures the migration beside hand-written SQL, and what else it costs. It fails where a
 * result is wrong, not where it is slow.
 *
 * <p>{@code -Dbench.rows=} bounds the sizes; {@code -Dbench.only=} takes a regular expression for what to measure: the
 * names of workloads such as {@code up-typical}, {@code network}, {@code heap}, {@code many-schemas} and {@code maven}.
 * {@code -Dbench.chart=} measures nothing, and makes the chart of an earlier run beside its findings.
 */
public final class Benchmark {
    private static final int ROUNDS = 3;
    private static final int ROUNDS_OF_SMALL_BUILDS = 7;
    private static final int WARM_UP_ROWS = 1_000;
    private static final int[] BUILD_SIZES = {10_000, 300_000, 1_000_000};
    private static final int[] FLEETS = {200, 1_000};
    private static final int LARGEST_FLEET = 5_000;
    /** So many schemas, and not more, for a tool that has to be told each of them. */
    private static final int FLYWAY_FLEET = 20;

    private static final List<BuildTool> MIGRATING =
            List.of(BuildTool.EMPTY, BuildTool.OURS, BuildTool.FLYWAY, BuildTool.LIQUIBASE);

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
        String chart = System.getProperty("bench.chart", "");
        if (!chart.isEmpty()) {
            Chart.write(Findings.read(Path.of(chart)), Path.of(chart));
            return;
        }
        Path folder = Files.createDirectories(Path.of(args[0]));
        try (BenchServer server = BenchServer.start()) {
            Benchmark benchmark = new Benchmark(server, folder);
            try {
                benchmark.measure(Arrays.stream(args).skip(1).map(Path::of).toList());
            } finally {
                benchmark.tell();
            }
        }
    }

    private void measure(List<Path> mavens) throws IOException, InterruptedException, SQLException {
        findings.environment.addAll(List.of(machine(), server.describe()));
        warmUp();
        small(mavens);
        for (Workload workload : Workload.values()) {
            race(workload, workload.rows(bound));
        }
        if (wanted("maven")) {
            for (int rows : BUILD_SIZES) {
                if (rows <= bound) {
                    String template = server.createTemplate(Workload.UP_COMPLETE, rows);
                    builds(mavens.get(0), 1, rows, template, ROUNDS, MIGRATING);
                }
            }
        }
        if (wanted("many-schemas")) {
            fleets();
        }
    }

    /** As many schemas as may be: those that have no more rows than the bound, or the most that have not. */
    private void fleets() throws IOException, InterruptedException {
        int most = bound / FleetBench.ROWS;
        for (int schemas : FLEETS) {
            if (schemas <= most || schemas == FLEETS[0]) {
                fleet(Math.min(schemas, most));
            }
        }
        int schemas = Math.min(LARGEST_FLEET, most);
        say(schemas + " schemas in a small heap");
        String template = server.createFleet(schemas, FleetBench.INTEGRATIONS);
        findings.heaps.add(new FleetBench(server, schemas).heap(256, server.database(template)));
        server.drop(template);
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
        String template = server.createTemplate(Workload.UP_TYPICAL, WARM_UP_ROWS);
        new Race(server, report, new Referee(Workload.UP_TYPICAL, WARM_UP_ROWS), Workload.UP_TYPICAL, WARM_UP_ROWS)
                .run(template, 1);
        server.drop(template);
    }

    private void race(Workload workload, int rows) throws IOException, InterruptedException {
        boolean heap = wanted("heap") && HEAP_WORKLOADS.contains(workload);
        if (!wanted(workload.id()) && !heap || workload.contenders().isEmpty()) {
            return;
        }
        say(workload.title() + ", " + rows + " rows");
        String template = server.createTemplate(workload, rows);
        if (wanted(workload.id())) {
            RaceResult result =
                    new Race(server, report, new Referee(workload, rows), workload, rows).run(template, ROUNDS);
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
        PluginRun.deleteReports(report);
        if (workload.direction() == Direction.DOWN) {
            heap(Contender.OURS, 256, workload, rows, server.restore(template));
            return;
        }
        heap(Contender.OURS, 64, workload, rows, server.restore(template));
        Database database = server.restore(template);
        heap(Contender.REPORT_AND_PAGE, 64, workload, rows, database);
        heap(Contender.RESTORE, 512, workload, rows, database);
        if (Browser.isInstalled()) {
            findings.pages.add(PageOpening.take(PluginRun.page(report), rows));
        }
    }

    private void heap(Contender contender, int megabytes, Workload workload, int rows, Database database)
            throws IOException, InterruptedException {
        String what = contender.title() + ", " + workload.title() + ", " + rows + " rows";
        findings.heaps.add(HeapRun.take(what, megabytes, option -> {
            long migrated = ClientJvm.run(contender, workload, database, option, "-D" + PluginRun.REPORT + "=" + report)
                    .rows();
            String version = contender == Contender.RESTORE ? workload.from() : workload.to();
            if (migrated != rows || !database.version("public").equals(version)) {
                throw new AssertionError(
                        "Wrong result of " + what + ": " + migrated + " rows, version " + database.version("public"));
            }
        }));
    }

    private void small(List<Path> mavens) throws IOException, SQLException, InterruptedException {
        if (wanted("network")) {
            for (Workload workload : NETWORK_WORKLOADS) {
                say("network, " + workload.title());
                String template = server.createTemplate(workload, MavenBench.ROWS);
                findings.roundTrips.add(RoundTrips.take(workload, MavenBench.ROWS, server.restore(template)));
                server.drop(template);
            }
        }
        if (wanted("maven")) {
            findings.realms.add(PluginRealm.of(Path.of(System.getProperty("phoenixkit-test.jar"))));
            for (Path home : mavens) {
                // What the others take is much the same on each Maven.
                List<BuildTool> tools = home.equals(mavens.get(0))
                        ? List.of(BuildTool.values())
                        : List.of(BuildTool.EMPTY, BuildTool.SKIP, BuildTool.OURS);
                String template = server.createTemplate(Workload.UP_COMPLETE, MavenBench.ROWS);
                builds(home, 1, MavenBench.ROWS, template, ROUNDS_OF_SMALL_BUILDS, tools);
            }
            String template = server.createFleet(FLYWAY_FLEET, FleetBench.INTEGRATIONS);
            List<BuildTool> tools = List.of(BuildTool.EMPTY, BuildTool.OURS, BuildTool.FLYWAY);
            builds(mavens.get(0), FLYWAY_FLEET, FleetBench.INTEGRATIONS, template, ROUNDS, tools);
        }
    }

    private void builds(Path maven, int schemas, int rows, String template, int rounds, List<BuildTool> tools)
            throws IOException, InterruptedException {
        say(maven.getFileName() + ", " + (schemas == 1 ? "" : schemas + " schemas of ") + rows + " rows");
        findings.builds.add(new MavenBench(server, folder, maven).run(schemas, rows, template, rounds, tools));
        server.drop(template);
    }

    private boolean wanted(String what) {
        return only.matcher(what).matches();
    }

    private void say(String what) {
        out.println("[" + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s] " + what);
    }

    private void tell() throws IOException {
        findings.environment.add(
                "measured in " + Duration.ofNanos(System.nanoTime() - start).toMinutes() + " minutes");
        List<String> lines = ResultTable.of(findings);
        out.println();
        lines.forEach(out::println);
        Files.write(folder.resolve("benchmark.txt"), lines);
        Path json = findings.write(folder.resolve("benchmark.json"));
        Chart.write(findings, json);
        say("all of it is in " + folder);
    }
}
