package dev.phoenixkit.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings for people. */
final class ResultTable {
    private static final double MB = 1e6;

    private final Findings findings;
    private final List<String> lines = new ArrayList<>();

    private ResultTable(Findings findings) {
        this.findings = findings;
    }

    static List<String> of(Findings findings) {
        ResultTable table = new ResultTable(findings);
        table.lines.addAll(findings.surroundings);
        table.races();
        table.rest();
        table.targets();
        return table.lines;
    }

    private void races() {
        lines.add("");
        lines.add("Seconds from the call on an open connection to the end of the commit: median (least-greatest).");
        lines.add("locked: the seconds of ours in which writers are held off, median.");
        lines.add("Ratios: the median (least-greatest) of the rounds' own. WAL: MB of floor / plain / ours, medians.");
        lines.add("heap: the peak of ours in MB, the greatest, garbage included.");
        line(
                "%-13s %8s %6s  %-22s %-22s %-22s %8s %-18s %-18s %10s %18s %6s",
                "workload",
                "rows",
                "rounds",
                "floor s",
                "plain s",
                "ours s",
                "locked s",
                "ours / plain",
                "ours / floor",
                "ours row/s",
                "WAL",
                "heap");
        for (RaceResult race : findings.races) {
            line(
                    "%-13s %8d %6d  %-22s %-22s %-22s %8.3f %-18s %-18s %10.0f %18s %6.0f",
                    race.workload().title(),
                    race.rows(),
                    race.rounds().size(),
                    race.seconds(Contender.FLOOR).text(3),
                    race.seconds(Contender.PLAIN).text(3),
                    race.seconds(Contender.OURS).text(3),
                    race.of(Contender.OURS, Measurement::lockedSeconds).median(),
                    race.oursBeside(Contender.PLAIN).text(2),
                    race.oursBeside(Contender.FLOOR).text(2),
                    race.rowsPerSecond(Contender.OURS),
                    "%.1f / %.1f / %.1f"
                            .formatted(
                                    wal(race, Contender.FLOOR), wal(race, Contender.PLAIN), wal(race, Contender.OURS)),
                    race.of(Contender.OURS, Measurement::heapBytes).greatest() / MB);
        }
    }

    private static double wal(RaceResult race, Contender contender) {
        return race.of(contender, Measurement::walBytes).median() / MB;
    }

    private void rest() {
        lines.add("");
        for (HeapBench.Result heap : findings.heaps) {
            line(
                    "%s, %d rows, in a process with -Xmx%dm: %s",
                    heap.workload().title(),
                    heap.rows(),
                    heap.megabytes(),
                    heap.suffices() ? "%.1f s".formatted(heap.seconds()) : "FAILED: " + heap.said());
        }
        for (NetworkBench.Result result : findings.network) {
            line(
                    "%s, %d rows: %d round trips, %d bytes out, %d bytes in; %s s, and with 50 ms more on each %s s",
                    result.workload().title(),
                    result.rows(),
                    result.roundTrips(),
                    result.clientBytes(),
                    result.serverBytes(),
                    Spread.of(result.seconds()).text(3),
                    Spread.of(result.delayedSeconds()).text(3));
        }
        for (MavenBench.Result build : findings.builds) {
            line(
                    "mvn validate, Maven %s: empty %s s, with v114-up on %d rows %s s, which is %s s more",
                    build.maven(),
                    Spread.of(build.empty()).text(2),
                    MavenBench.ROWS,
                    Spread.of(build.migrating()).text(2),
                    build.added().text(2));
        }
        for (PluginRealm realm : findings.realms) {
            line(
                    "Plugin realm: %d bytes of its own and %d run-time jars of %d bytes:",
                    realm.ownBytes(), realm.runtimeJars(), realm.runtimeBytes());
            realm.jars().forEach(jar -> line("  %9d %s", jar.bytes(), jar.name()));
        }
    }

    private void targets() {
        lines.add("");
        lines.add("To reach:");
        findings.targets().forEach(target -> lines.add(target.toString()));
    }

    private void line(String format, Object... values) {
        lines.add(String.format(Locale.ROOT, format, values).stripTrailing());
    }
}
