package dev.phoenixkit.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The findings for people. */
final class ResultTable {
    private static final String ROW = "%-11s %8s  %-19s %-19s %-17s  %-26s %-26s %-17s  %8s  %s";

    private final List<String> lines;

    private ResultTable(Findings findings) {
        lines = new ArrayList<>(findings.environment);
    }

    static List<String> of(Findings findings) {
        ResultTable table = new ResultTable(findings);
        table.races(findings.races);
        for (MavenBench.Result build : findings.builds) {
            table.line(
                    "mvn validate, Maven %s: empty %s s, with v114-up %s s, which is %s s more",
                    build.maven(),
                    Spread.of(build.empty()).text(2),
                    Spread.of(build.migrating()).text(2),
                    build.added().text(2));
        }
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
        line("Median (least-greatest); ratios are the rounds' own. WAL: MB of plain / ours.");
        line(
                ROW,
                "workload",
                "rows",
                "plain s",
                "ours s",
                "ours / plain",
                "plain cpu",
                "ours cpu",
                "ours / plain",
                "empty cpu",
                "WAL");
        for (RaceResult race : races) {
            line(
                    ROW,
                    race.workload().title(),
                    race.rows(),
                    race.of(Contender.PLAIN, Measurement::seconds).text(2),
                    race.of(Contender.OURS, Measurement::seconds).text(2),
                    race.ratio(Measurement::seconds).text(2),
                    processor(race, Contender.PLAIN),
                    processor(race, Contender.OURS),
                    race.ratio(Measurement::processorSeconds).text(2),
                    median(race, Contender.EMPTY, Measurement::processorSeconds, "%.2f"),
                    wal(race, Contender.PLAIN) + " / " + wal(race, Contender.OURS));
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
