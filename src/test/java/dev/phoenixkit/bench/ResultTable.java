package dev.phoenixkit.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The findings for people. */
final class ResultTable {
    private static final String ROW = "%-11s %8s %-7s %-19s %-19s %-17s  %-26s %-26s %-17s  %8s  %s";

    private final List<String> lines;

    private ResultTable(Findings findings) {
        lines = new ArrayList<>(findings.environment);
    }

    static List<String> of(Findings findings) {
        ResultTable table = new ResultTable(findings);
        table.races(findings.races);
        for (MavenBench.Result build : findings.builds) {
            table.build(build);
        }
        findings.fleets.forEach(table::fleet);
        findings.heaps.forEach(heap -> table.lines.addAll(heap.failure().lines().toList()));
        table.line("");
        table.line("To reach:");
        findings.targets().forEach(target -> table.line("%s", target));
        return table.lines;
    }

    private void races(List<RaceResult> races) {
        line("");
        line("s: from the call on an open connection to the end of the commit. cpu: processor seconds of the server's");
        line(
                "processes and the client's JVM, less those of a JVM that only connects (empty); in brackets the client's.");
        line("Median (least-greatest); ratios are the rounds' own. WAL: MB of plain / the contender.");
        line(
                ROW,
                "workload",
                "rows",
                "who",
                "plain s",
                "s",
                "/ plain",
                "plain cpu",
                "cpu",
                "/ plain",
                "empty cpu",
                "WAL");
        for (RaceResult race : races) {
            race.workload().contenders().stream().skip(1).forEach(contender -> race(race, contender));
        }
    }

    private void race(RaceResult race, Contender contender) {
        line(
                ROW,
                race.workload().title(),
                race.rows(),
                contender.title(),
                race.of(Contender.PLAIN, Measurement::seconds).text(2),
                race.of(contender, Measurement::seconds).text(2),
                race.ratio(contender, Measurement::seconds).text(2),
                processor(race, Contender.PLAIN),
                processor(race, contender),
                race.ratio(contender, Measurement::processorSeconds).text(2),
                median(race, Contender.EMPTY, Measurement::processorSeconds, "%.2f"),
                wal(race, Contender.PLAIN) + " / " + wal(race, contender));
    }

    private void fleet(FleetBench.Result fleet) {
        line("");
        line(
                "%s schemas of %s integrations: seconds, / plain; where a round trip takes 2 ms more, / plain",
                fleet.schemas(), FleetBench.INTEGRATIONS);
        for (String contender : FleetBench.CONTENDERS) {
            double delayed = fleet.delayed().get(contender);
            line(
                    "%-10s %-20s %-20s %6.2f %6.2f",
                    contender,
                    Spread.of(fleet.times().get(contender)).text(2),
                    fleet.ratio(contender).text(2),
                    delayed,
                    delayed / fleet.delayed().get("plain"));
        }
        line("1, once they are done: %.2f", fleet.again());
    }

    private void build(MavenBench.Result build) {
        line("");
        line(
                "mvn validate, Maven %s, %s%s rows, %s rounds: seconds, processor seconds of Maven and of the server, and",
                build.maven(),
                build.schemas() == 1 ? "" : build.schemas() + " schemas of ",
                build.rows(),
                build.rounds().size());
        line("seconds over an empty build");
        for (BuildTool tool : build.tools()) {
            line(
                    "%-10s %-20s %-20s %-20s %s",
                    tool.title(),
                    build.of(tool, MavenBench.Build::seconds).text(2),
                    build.of(tool, MavenBench.Build::clientSeconds).text(2),
                    build.of(tool, MavenBench.Build::serverSeconds).text(2),
                    build.added(tool, BuildTool.EMPTY, MavenBench.Build::seconds)
                            .text(2));
        }
        for (BuildTool other : build.tools()) {
            if (!List.of(BuildTool.FLYWAY, BuildTool.LIQUIBASE).contains(other)) {
                continue;
            }
            line(
                    "ours / %s, an empty build taken off both: time %s, processor seconds %s",
                    other.title(),
                    build.ratio(other, MavenBench.Build::seconds).text(2),
                    build.ratio(other, MavenBench.Build::processorSeconds).text(2));
        }
    }

    private static String processor(RaceResult race, Contender contender) {
        return race.of(contender, Measurement::processorSeconds).text(2)
                + median(race, contender, Measurement::clientSeconds, " [%.2f]");
    }

    private static String wal(RaceResult race, Contender contender) {
        return median(race, contender, measurement -> measurement.walBytes() / 1e6, "%.1f");
    }

    private static String median(
            RaceResult race, Contender contender, ToDoubleFunction<Measurement> value, String format) {
        return String.format(Locale.ROOT, format, race.of(contender, value).median());
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
