package dev.phoenixkit.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark makes of what it has measured. */
class FindingsTest {

    @Test
    void medianIsTheMiddleOrBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(3.0, 1.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
        assertThat(Spread.of(List.of(3.0, 1.0, 9.0, 4.0))).isEqualTo(new Spread(3.5, 1, 9));
    }

    @Test
    void ratioIsTheMedianOfTheRoundsOwn() {
        RaceResult race = race(1_000, List.of(round(2, 1, 4, 8), round(20, 40, 4, 2), round(2, 1.5, 4, 4)));

        assertThat(race.ratio(Contender.OURS, Measurement::seconds)).isEqualTo(new Spread(0.75, 0.5, 2));
        assertThat(race.ratio(Contender.OURS, Measurement::processorSeconds)).isEqualTo(new Spread(1, 0.5, 2));
    }

    @Test
    void processorSecondsAreThoseOfServerAndClientLessAnEmptyClients() {
        Measurement run = new Measurement(1_000, 2, 3, 1.75, 9).without(new Measurement(0, 0, 0.25, 0.5, 5));

        assertThat(run).isEqualTo(new Measurement(1_000, 2, 2.75, 1.25, 9));
        assertThat(run.processorSeconds()).isEqualTo(4);
        assertThat(new Measurement(1_000, 2, 0.25, -0.5, 9).processorSeconds()).isEqualTo(ProcessorTime.TICK);
    }

    @Test
    void targetsAreComparedWithTheLargestSize() {
        Findings findings = new Findings();
        findings.races.add(race(1_000, List.of(round(1, 7, 1, 7))));
        findings.races.add(race(100_000, List.of(round(10, 11, 10, 14))));
        findings.races.add(race(10_000, List.of(round(1, 1, 1, 1))));

        assertThat(findings.targets())
                .startsWith(
                        new Target("time, ours / plain, up, typical, 100000 rows", 1.1, 1.1, ""),
                        new Target("processor seconds, ours / plain, up, typical, 100000 rows", 1.2, 1.4, ""))
                .extracting(Target::reached)
                .startsWith(true, false);
    }

    @Test
    void processorSecondsThatAreUnknownAreNotMeasuredRatherThanMissed() {
        Findings findings = new Findings();
        findings.races.add(race(1_000, List.of(round(1, 1, Double.NaN, Double.NaN))));

        assertThat(ResultTable.of(findings)).anyMatch(line -> line.matches("processor seconds.* not measured"));
    }

    @Test
    void heapThatDoesNotSufficeIsNotReached() {
        Findings findings = new Findings();
        findings.heaps.add(new HeapRun("down", 256, "OutOfMemoryError"));
        findings.heaps.add(new HeapRun("up", 64, ""));

        assertThat(findings.targets()).extracting(Target::reached).containsExactly(false, true);
    }

    @Test
    void chartIsMadeOfWhatAnEarlierRunHasWritten(@TempDir Path folder) throws IOException {
        MavenBench.Build build = new MavenBench.Build(2, 3, 1);
        Findings findings = new Findings();
        findings.races.add(race(100_000, List.of(round(10, 11, 10, 14))));
        findings.builds.add(new MavenBench.Result(
                "3.9.16",
                1,
                100,
                List.of(Map.of(
                        BuildTool.EMPTY, new MavenBench.Build(0.5, 1, 0),
                        BuildTool.OURS, build,
                        BuildTool.FLYWAY, build,
                        BuildTool.LIQUIBASE, build))));
        findings.fleets.add(new FleetBench.Result(
                200, Map.of("plain", List.of(1.0), "1", List.of(4.25), "4", List.of(2.0)), Map.of(), 5, 1));

        Chart.write(Findings.read(findings.write(folder.resolve("run.json"))), folder.resolve("run.json"));

        assertThat(folder.resolve("run.svg"))
                .content()
                .isEqualTo(Chart.of(findings))
                .contains("100 rows: seconds", ">1.50<", "up, typical, 100,000 rows", ">14.00<", ">4.25<");
    }

    @Test
    void chartInTheDocumentsIsThatOfTheFindingsBesideIt() throws IOException {
        Path docs = Path.of(System.getProperty("basedir", ""), "docs");

        assertThat(docs.resolve("benchmark.svg"))
                .content()
                .isEqualTo(Chart.of(Findings.read(docs.resolve("benchmark.json"))));
    }

    private static RaceResult race(int rows, List<Map<Contender, Measurement>> rounds) {
        return new RaceResult(Workload.UP_TYPICAL, rows, rounds);
    }

    private static Map<Contender, Measurement> round(double plain, double ours, double plainUsed, double oursUsed) {
        return Map.of(
                Contender.EMPTY, new Measurement(0, 0, 0, 0, 0),
                Contender.PLAIN, new Measurement(1_000, plain, plainUsed, 0, 0),
                Contender.OURS, new Measurement(1_000, ours, oursUsed, 0, 0),
                Contender.REPORT, new Measurement(1_000, ours, oursUsed, 0, 0),
                Contender.PAGE, new Measurement(1_000, ours, oursUsed, 0, 0));
    }
}
