package dev.phoenixkit.bench;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything that was measured. */
@JsonAutoDetect(fieldVisibility = Visibility.NON_PRIVATE)
final class Findings {
    /** When and on what it was measured. */
    final List<String> environment = new ArrayList<>();

    final List<RaceResult> races = new ArrayList<>();
    final List<HeapRun> heaps = new ArrayList<>();
    final List<PageOpening> pages = new ArrayList<>();
    final List<RoundTrips> roundTrips = new ArrayList<>();
    final List<MavenBench.Result> builds = new ArrayList<>();
    final List<FleetBench.Result> fleets = new ArrayList<>();
    final List<PluginRealm> realms = new ArrayList<>();

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The findings of an earlier run. */
    static Findings read(Path json) throws IOException {
        return JSON.readValue(json.toFile(), Findings.class);
    }

    /** Writes them to a file, and returns it. */
    Path write(Path json) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(json.toFile(), this);
        return json;
    }

    /** The figures to reach, each on the largest size that was measured. */
    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        race(targets, Workload.UP_TYPICAL, Contender.OURS, 1.10, 1.20);
        race(targets, Workload.UP_TYPICAL, Contender.REPORT, Double.NaN, 2.20);
        race(targets, Workload.UP_TYPICAL, Contender.PAGE, Double.NaN, 2.20);
        race(targets, Workload.UP_WORST, Contender.OURS, 1.15, 1.30);
        race(targets, Workload.UP_LARGE, Contender.OURS, 0.15, 0.15);
        race(targets, Workload.DOWN, Contender.OURS, 1.00, 1.15);
        for (HeapRun heap : heaps) {
            // A heap that does not suffice is not known by how much.
            double found = heap.failure().isEmpty() ? heap.megabytes() : Double.POSITIVE_INFINITY;
            targets.add(new Target("-Xmx, " + heap.what(), heap.megabytes(), found, " MB"));
        }
        for (PageOpening page : pages) {
            targets.add(new Target(
                    "opening the page of " + page.rows() + " rows, " + page.bytes() / 1_000 + " kB",
                    2,
                    page.seconds(),
                    " s"));
        }
        for (RoundTrips trips : roundTrips) {
            targets.add(new Target("round trips, " + of(trips.workload(), trips.rows()), 8, trips.count(), ""));
        }
        fleets.stream()
                .max(Comparator.comparingInt(FleetBench.Result::schemas))
                .ifPresent(fleet -> fleet(targets, fleet));
        for (MavenBench.Result build : builds) {
            String what = ", " + build.rows() + " rows, Maven " + build.maven();
            if (build.rows() == MavenBench.ROWS) {
                double client = build.added(BuildTool.OURS, BuildTool.SKIP, MavenBench.Build::clientSeconds)
                        .median();
                targets.add(new Target("processor seconds of Maven over skip" + what, 0.20, client, " s"));
            }
            if (build.schemas() == 1 && build.tools().contains(BuildTool.FLYWAY)) {
                double limit = build.rows() == MavenBench.ROWS ? 0.33 : 0.95;
                double found =
                        build.ratio(BuildTool.FLYWAY, MavenBench.Build::seconds).median();
                targets.add(new Target("time, ours / flyway" + what, limit, found, ""));
            }
        }
        for (PluginRealm realm : realms) {
            targets.add(new Target("the plugin's jar", 350, realm.ownBytes() / 1_000, " kB"));
            targets.add(new Target("jars that it loads besides", 4, realm.jars(), ""));
            targets.add(new Target("their size", 3.62, realm.bytes() / 10_000 / 100.0, " MB"));
        }
        return targets;
    }

    private static void fleet(List<Target> targets, FleetBench.Result fleet) {
        String what = ", " + fleet.schemas() + " schemas of " + FleetBench.INTEGRATIONS;
        targets.add(new Target(
                "time, ours / plain, one thread" + what, 3, fleet.ratio("1").median(), ""));
        targets.add(new Target(
                "time, ours / plain, four threads" + what, 2, fleet.ratio("4").median(), ""));
        targets.add(new Target("round trips for each schema" + what, 6, fleet.roundTrips(), ""));
        targets.add(new Target(
                "time, four threads, 2 ms a round trip" + what,
                5,
                fleet.delayed().get("4"),
                " s"));
        targets.add(new Target("time over those that are done" + what, 3, fleet.again(), " s"));
    }

    private void race(
            List<Target> targets, Workload workload, Contender contender, double timeLimit, double processorLimit) {
        races.stream()
                .filter(race -> race.workload() == workload)
                .max(Comparator.comparingInt(RaceResult::rows))
                .ifPresent(race -> {
                    String what = contender.title() + " / plain, " + of(workload, race.rows());
                    double time = race.ratio(contender, Measurement::seconds).median();
                    double used =
                            race.ratio(contender, Measurement::processorSeconds).median();
                    if (!Double.isNaN(timeLimit)) {
                        targets.add(new Target("time, " + what, timeLimit, time, ""));
                    }
                    targets.add(new Target("processor seconds, " + what, processorLimit, used, ""));
                });
    }

    private static String of(Workload workload, int rows) {
        return workload.title() + ", " + rows + " rows";
    }
}
