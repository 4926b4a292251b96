package dev.phoenixkit.bench;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
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
    final List<RoundTrips> roundTrips = new ArrayList<>();
    final List<MavenBench.Result> builds = new ArrayList<>();

    /** The figures to reach, each on the largest size that was measured. */
    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        race(targets, Workload.UP_TYPICAL, 1.15, 1.35);
        race(targets, Workload.UP_WORST, 1.25, 1.50);
        race(targets, Workload.UP_LARGE, 0.20, 0.20);
        race(targets, Workload.DOWN, 1.10, 1.20);
        for (HeapRun heap : heaps) {
            // A heap that does not suffice is not known by how much.
            double found = heap.failure().isEmpty() ? heap.megabytes() : Double.POSITIVE_INFINITY;
            targets.add(new Target("-Xmx, " + of(heap.workload(), heap.rows()), heap.megabytes(), found, " MB"));
        }
        for (RoundTrips trips : roundTrips) {
            targets.add(new Target("round trips, " + of(trips.workload(), trips.rows()), 8, trips.count(), ""));
        }
        for (MavenBench.Result build : builds) {
            String what = "time over an empty build, 100 rows, Maven " + build.maven();
            targets.add(new Target(what, 0.5, build.added().median(), " s"));
        }
        return targets;
    }

    private void race(List<Target> targets, Workload workload, double timeLimit, double processorLimit) {
        races.stream()
                .filter(race -> race.workload() == workload)
                .max(Comparator.comparingInt(RaceResult::rows))
                .ifPresent(race -> {
                    String what = "ours / plain, " + of(workload, race.rows());
                    double time = race.ratio(Measurement::seconds).median();
                    double used = race.ratio(Measurement::processorSeconds).median();
                    targets.add(new Target("time, " + what, timeLimit, time, ""));
                    targets.add(new Target("processor seconds, " + what, processorLimit, used, ""));
                });
    }

    private static String of(Workload workload, int rows) {
        return workload.title() + ", " + rows + " rows";
    }
}
