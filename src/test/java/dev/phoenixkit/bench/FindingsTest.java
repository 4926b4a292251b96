package dev.phoenixkit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the benchmark makes of what it has measured. */
class FindingsTest {

    @Test
    void medianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of(3.0, 1.0, 9.0, 4.0))).isEqualTo(new Spread(3.5, 1, 9));
    }

    @Test
    void ratioIsTheMedianOfTheRoundsOwn() {
        RaceResult race = race(1_000, List.of(round(1, 2, 1), round(10, 20, 40), round(1, 2, 1.5)));

        assertThat(race.oursBeside(Contender.PLAIN)).isEqualTo(new Spread(0.75, 0.5, 2));
        assertThat(race.oursBeside(Contender.FLOOR)).isEqualTo(new Spread(1.5, 1, 4));
    }

    @Test
    void targetsAreHeldAgainstTheLargestSizeAndTheGrowthToIt() {
        Findings findings = new Findings();
        findings.races.add(race(1_000, List.of(round(1, 1, 7))));
        findings.races.add(race(10_000, List.of(round(1, 1, 1))));
        findings.races.add(race(100_000, List.of(round(9, 10, 12))));

        assertThat(findings.targets())
                .containsExactly(
                        new Target("ours / plain, up, typical, 100000 rows", 1.0, 1.2, ""),
                        new Target("growth from 10000 rows, up, typical, 100000 rows", 11, 12, ""))
                .noneMatch(Target::reached);
    }

    @Test
    void heapThatDoesNotSufficeIsNotReached() {
        Findings findings = new Findings();
        findings.heaps.add(new HeapBench.Result(Workload.DOWN, 1_000, 256, false, 0, "OutOfMemoryError"));
        findings.heaps.add(new HeapBench.Result(Workload.UP_WORST, 1_000, 64, true, 1, ""));

        assertThat(findings.targets()).extracting(Target::reached).containsExactly(false, true);
    }

    private static RaceResult race(int rows, List<Map<Contender, Measurement>> rounds) {
        return new RaceResult(Workload.UP_TYPICAL, rows, rounds);
    }

    private static Map<Contender, Measurement> round(double floor, double plain, double ours) {
        return Map.of(
                Contender.FLOOR, new Measurement(floor, floor, 0, 0),
                Contender.PLAIN, new Measurement(plain, plain, 0, 0),
                Contender.OURS, new Measurement(ours, ours, 0, 0));
    }
}
