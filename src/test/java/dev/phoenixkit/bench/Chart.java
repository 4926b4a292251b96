package dev.phoenixkit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The findings as a picture, an SVG that suits a light and a dark page. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int LABEL = 170;
    private static final int BAR = 22;

    private final StringBuilder svg = new StringBuilder();
    private int y = 8;

    private Chart() {}

    /**
     * A bar.
     *
     * @param ours whether it is the plugin's
     */
    private record Bar(String label, double value, boolean ours) {}

    /** Writes it beside the findings, under their name. */
    static void write(Findings findings, Path json) throws IOException {
        Files.writeString(
                json.resolveSibling(json.getFileName().toString().replaceFirst("\\.json$", "") + ".svg"), of(findings));
    }

    /** Panels for what was measured: whole builds on few and on many rows, processor seconds of the largest races. */
    static String of(Findings findings) {
        Chart chart = new Chart();
        findings.builds.stream()
                .filter(build ->
                        build.rows() == MavenBench.ROWS && build.tools().contains(BuildTool.FLYWAY))
                .limit(1)
                .forEach(chart::builds);
        findings.builds.stream()
                .filter(build -> build.schemas() == 1)
                .max(Comparator.comparingInt(MavenBench.Result::rows))
                .stream()
                .filter(build -> build.rows() > MavenBench.ROWS)
                .forEach(chart::builds);
        for (Workload workload : List.of(Workload.UP_TYPICAL, Workload.UP_WORST, Workload.DOWN)) {
            findings.races.stream()
                    .filter(race -> race.workload() == workload)
                    .max(Comparator.comparingInt(RaceResult::rows))
                    .ifPresent(chart::race);
        }
        findings.fleets.stream()
                .max(Comparator.comparingInt(FleetBench.Result::schemas))
                .ifPresent(chart::fleet);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="system-ui, sans-serif" \
                font-size="13" role="img">
                <title>What a migration takes, by this plugin and by others</title>
                <style>
                text { fill: #24292f } .bar { fill: #afb8c1 } .ours { fill: #1a7f64 }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3 } .bar { fill: #545d68 } .ours { fill: #3fb68b }
                }
                </style>
                %s</svg>
                """.formatted(WIDTH, chart.y, chart.svg);
    }

    private void builds(MavenBench.Result build) {
        List<Bar> bars = new ArrayList<>();
        for (BuildTool tool : List.of(BuildTool.OURS, BuildTool.FLYWAY, BuildTool.LIQUIBASE)) {
            double added = build.added(tool, BuildTool.EMPTY, MavenBench.Build::seconds)
                    .median();
            bars.add(new Bar(
                    tool == BuildTool.OURS ? "this plugin" : tool.title() + "-maven-plugin",
                    added,
                    tool == BuildTool.OURS));
        }
        panel(
                number(build.rows()) + " rows: seconds that a build takes more than an empty one, Maven "
                        + build.maven(),
                bars);
    }

    private void race(RaceResult race) {
        List<Bar> bars = new ArrayList<>();
        for (Contender contender : race.workload().contenders()) {
            String label = contender == Contender.PLAIN ? "plain SQL" : "this plugin";
            bars.add(new Bar(
                    List.of(Contender.REPORT, Contender.PAGE).contains(contender)
                            ? "with a " + contender.title()
                            : label,
                    race.of(contender, Measurement::processorSeconds).median(),
                    contender != Contender.PLAIN));
        }
        panel(
                race.workload().title() + ", " + number(race.rows()) + " rows: processor seconds of server and client",
                bars);
    }

    private void fleet(FleetBench.Result fleet) {
        Map<String, String> labels = Map.of("plain", "plain SQL", "1", "one thread", "4", "four threads");
        List<Bar> bars = FleetBench.CONTENDERS.stream()
                .map(contender -> new Bar(
                        labels.get(contender),
                        Spread.of(fleet.times().get(contender)).median(),
                        !contender.equals("plain")))
                .toList();
        panel(number(fleet.schemas()) + " schemas of " + FleetBench.INTEGRATIONS + ": seconds", bars);
    }

    private void panel(String title, List<Bar> bars) {
        y += 20;
        add("<text x=\"0\" y=\"%d\" font-weight=\"600\">%s</text>", y, title);
        y += 10;
        double greatest = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        for (Bar bar : bars) {
            double width = Math.max(1, (WIDTH - LABEL - 70) * bar.value() / greatest);
            add("<text x=\"0\" y=\"%d\">%s</text>", y + 15, bar.label());
            add(
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>",
                    bar.ours() ? "ours" : "bar", LABEL, y, width, BAR - 4);
            add("<text x=\"%.1f\" y=\"%d\">%.2f</text>", LABEL + width + 8, y + 14, bar.value());
            y += BAR;
        }
        y += 8;
    }

    private static String number(int rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
