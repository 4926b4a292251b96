package dev.phoenixkit.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything that was measured. */
public final class Findings {
    /** The time of the measurement, and what it ran on. */
    final List<String> surroundings = new ArrayList<>();

    final List<RaceResult> races = new ArrayList<>();
    final List<MavenBench.Result> builds = new ArrayList<>();
    final List<PluginRealm> realms = new ArrayList<>();
    final List<NetworkBench.Result> network = new ArrayList<>();
    final List<HeapBench.Result> heaps = new ArrayList<>();

    /** The figures to reach, each on the largest size that was measured. */
    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        ratio(targets, Workload.UP_TYPICAL, 1.00);
        ratio(targets, Workload.UP_WORST, 1.15);
        ratio(targets, Workload.UP_LARGE, 0.20);
        ratio(targets, Workload.DOWN, 1.00);
        for (Workload workload : List.of(Workload.UP_TYPICAL, Workload.UP_WORST, Workload.DOWN)) {
            growth(targets, workload);
        }
        for (HeapBench.Result heap : heaps) {
            // A heap that does not suffice is not known by how much.
            targets.add(new Target(
                    "-Xmx that suffices, " + of(heap.workload(), heap.rows()),
                    heap.megabytes(),
                    heap.suffices() ? heap.megabytes() : Double.POSITIVE_INFINITY,
                    " MB"));
        }
        for (NetworkBench.Result result : network) {
            targets.add(
                    new Target("round trips, " + of(result.workload(), result.rows()), 12, result.roundTrips(), ""));
        }
        for (MavenBench.Result build : builds) {
            targets.add(new Target(
                    "wall time over an empty build, 100 rows, Maven " + build.maven(),
                    0.5,
                    build.added().median(),
                    " s"));
        }
        for (PluginRealm realm : realms) {
            targets.add(new Target("run-time jars in the plugin's realm", 4, realm.runtimeJars(), ""));
            targets.add(new Target("their size", 3.7, realm.runtimeBytes() / 1e6, " MB"));
        }
        return targets;
    }

    private void ratio(List<Target> targets, Workload workload, double limit) {
        largest(workload, Integer.MAX_VALUE)
                .ifPresent(race -> targets.add(new Target(
                        "ours / plain, " + of(workload, race.rows()),
                        limit,
                        race.oursBeside(Contender.PLAIN).median(),
                        "")));
    }

    /** From the second largest size to the largest, which is ten times as large. */
    private void growth(List<Target> targets, Workload workload) {
        Optional<RaceResult> large = largest(workload, Integer.MAX_VALUE);
        Optional<RaceResult> small = large.flatMap(race -> largest(workload, race.rows()));
        if (small.isPresent()) {
            targets.add(new Target(
                    "growth from " + small.get().rows() + " rows, "
                            + of(workload, large.get().rows()),
                    11,
                    large.get().seconds(Contender.OURS).median()
                            / small.get().seconds(Contender.OURS).median(),
                    ""));
        }
    }

    private Optional<RaceResult> largest(Workload workload, int below) {
        return races.stream()
                .filter(race -> race.workload() == workload && race.rows() < below)
                .max(Comparator.comparingInt(RaceResult::rows));
    }

    private static String of(Workload workload, int rows) {
        return workload.title() + ", " + rows + " rows";
    }
}
