package dev.phoenixkit.report;

import static dev.phoenixkit.report.Html.text;
import static dev.phoenixkit.report.PageWords.number;
import static dev.phoenixkit.report.PageWords.seconds;

import dev.phoenixkit.report.PagePart.State;
import dev.phoenixkit.report.ReportLine.OutcomeLine;
import dev.phoenixkit.report.ReportLine.RunLine;
import dev.phoenixkit.rows.RowCounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The pictures of a page: bars of kinds of rows, a timeline, a tile for each schema.
 *
 * @param parts the schemas
 * @param millis how long the run has been going
 */
record PagePictures(RunLine run, List<PagePart> parts, long millis) {
    /** Up to so many schemas a tile has room for its name. */
    private static final int FEW = 40;

    String kinds() {
        Map<String, Long> bars = new LinkedHashMap<>();
        if (run.isStatus()) {
            long unnamed = settings(RowCounts::unnamed);
            long composite = settings(RowCounts::composite);
            long uuidKeyed = settings(RowCounts::uuidKeyed);
            bars.put("k-filled|Keyed provider:name", composite - unnamed);
            bars.put("k-converted|Without a name", unnamed);
            bars.put("k-key|Keyed by uuid", uuidKeyed);
            bars.put("k-unchanged|Ordinary", settings(RowCounts::total) - composite - uuidKeyed);
        }
        PagePart.sum(parts).forEach((kind, count) -> bars.put("k-" + kind.id() + "|" + kind.label(), count));
        long most = bars.values().stream().mapToLong(Long::longValue).max().orElse(0);
        String items = bars.entrySet().stream()
                .filter(bar -> bar.getValue() > 0)
                .map(bar -> bar(bar.getKey().split("\\|"), bar.getValue(), most))
                .collect(Collectors.joining());
        return "<section><h2>" + (run.isStatus() ? "What is there" : "Rows by kind") + "</h2>"
                + (items.isEmpty()
                        ? "<p class=\"none\">No row was looked at.</p>"
                        : "<ul class=\"bars\">" + items + "</ul>")
                + "</section>";
    }

    private long settings(ToLongFunction<RowCounts> figure) {
        return PageWords.settings(parts, figure);
    }

    private static String bar(String[] kind, long count, long most) {
        return "<li class=\"" + kind[0] + "\"><span>" + kind[1] + "</span><svg aria-hidden=\"true\">"
                + rect("", 0, count, most, "0", "100%") + "</svg><b>" + number(count) + "</b></li>";
    }

    private static String rect(String style, long from, long to, long all, String y, String height) {
        double scale = 100.0 / Math.max(1, all);
        return String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.2f%%\" width=\"%.2f%%\" y=\"%s\" height=\"%s\"/>",
                style,
                from * scale,
                Math.max(0.4, (to - from) * scale),
                y,
                height);
    }

    String timeline() {
        if (parts.size() > 1) {
            return section("When each schema was worked on", "<svg class=\"gantt\" aria-hidden=\"true\">" + gantt())
                    + "<p class=\"axis\"><span>0 s</span><span>" + seconds(millis) + "</span></p></section>";
        }
        return parts.stream()
                .flatMap(part -> part.outcome().stream())
                .map(this::timeline)
                .findFirst()
                .orElse("");
    }

    private static String section(String title, String content) {
        return "<section class=\"time\"><h2>" + title + "</h2>" + content + "</svg>";
    }

    private String gantt() {
        StringBuilder lines = new StringBuilder();
        double height = 100.0 / parts.size();
        for (int i = 0; i < parts.size(); i++) {
            PagePart part = parts.get(i);
            String y = percent(i * height);
            part.outcome()
                    .map(outcome -> rect(
                            part.state().tone(),
                            part.ended() - outcome.millis(),
                            part.ended(),
                            millis,
                            y,
                            percent(height)))
                    .ifPresent(lines::append);
        }
        return lines.toString();
    }

    private static String percent(double number) {
        return String.format(Locale.ROOT, "%.2f%%", number);
    }

    /** The stages of a run; the one that it ended in comes last. */
    private String timeline(OutcomeLine outcome) {
        boolean reads = run.isStatus() || run.mode().equals("dryRun");
        List<String> labels = List.of(
                "Connecting, looking at what is there",
                outcome.type().equals("nothingToDo")
                        ? "Looking for rows that do not fit"
                        : reads ? "Taking a snapshot" : "Getting the locks",
                reads ? "Reading and deciding" : "Deciding, writing, verifying",
                outcome.type().equals("committed") ? "Committing" : "Ending");
        List<Long> ends = new ArrayList<>(outcome.reached().values());
        long end = outcome.millis();
        ends.add(end);
        StringBuilder rects = new StringBuilder();
        StringBuilder list = new StringBuilder();
        long from = 0;
        for (int i = 0; i < ends.size(); i++) {
            rects.append(rect("s" + i, from, ends.get(i), end, "0", "100%"));
            list.append(item("s" + i, labels.get(i), ends.get(i) - from));
            from = ends.get(i);
        }
        if (outcome.millisLocked() != null && outcome.millisLocked() > 0) {
            rects.append(rect("held", end - outcome.millisLocked(), end, end, "80%", "20%"));
            list.append(item("held", "Others could not write", outcome.millisLocked()));
        }
        return section("Where the time went", "<svg aria-hidden=\"true\">" + rects) + "<ol>" + list + "</ol></section>";
    }

    private static String item(String style, String label, long took) {
        return "<li class=\"" + style + "\"><i></i>" + label + "<b>" + seconds(took) + "</b></li>";
    }

    String schemas() {
        Map<State, Long> states =
                parts.stream().collect(Collectors.groupingBy(PagePart::state, TreeMap::new, Collectors.counting()));
        StringBuilder legend = new StringBuilder();
        states.forEach((state, count) -> legend.append(
                "<li class=\"" + state.tone() + "\"><i></i>" + number(count) + " " + state.word() + "</li>"));
        StringBuilder tiles = new StringBuilder();
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            tiles.append(tile(parts.get(i), i));
            rows.append(row(parts.get(i), i));
        }
        return "<section id=\"schemas\"><h2>Schemas</h2><ul class=\"legend\">" + legend + "</ul><ul class=\"tiles"
                + (parts.size() <= FEW ? " few" : "") + "\">" + tiles + "</ul><table class=\"list\"><thead><tr>"
                + "<th scope=\"col\">Schema</th><th scope=\"col\">Outcome</th><th scope=\"col\">Found version</th>"
                + "<th scope=\"col\" class=\"n\">Changes</th><th scope=\"col\" class=\"n\">Problem rows</th>"
                + "<th scope=\"col\" class=\"n\">Took</th><th scope=\"col\" class=\"n\">Others could not write</th>"
                + "</tr></thead><tbody>\n" + rows + "</tbody></table></section>";
    }

    private String tile(PagePart part, int number) {
        String name = text(part.schema().orElse("all"));
        String label = name + ": " + part.state().word();
        return "<li><a class=\"" + part.state().tone() + "\" href=\"#s" + number + "\" title=\"" + label
                + "\" aria-label=\"" + label + "\">" + part.state().sign()
                + (parts.size() <= FEW ? " <span>" + name + "</span>" : "") + "</a></li>\n";
    }

    private static String row(PagePart part, int number) {
        String name = text(part.schema().orElse("all"));
        String message = part.outcome()
                .map(OutcomeLine::message)
                .map(text -> "<small>" + text(text.length() > 400 ? text.substring(0, 400) + "…" : text) + "</small>")
                .orElse("");
        return "<tr id=\"s" + number + "\"><td><a href=\"#rows\" data-find=\"" + name + "\"><code>" + name
                + "</code></a></td><td data-l=\"Outcome\"><span class=\"state "
                + part.state().tone() + "\">"
                + part.state().word() + "</span>" + message + "</td><td data-l=\"Found version\">"
                + PageWords.version(part) + "</td>" + cell("Changes", number(part.done()))
                + cell("Problem rows", number(part.count(RowKind.PROBLEM)))
                + cell(
                        "Took",
                        part.outcome().map(line -> seconds(line.millis())).orElse(""))
                + cell("Others could not write", part.locked() == 0 ? "" : seconds(part.locked())) + "</tr>\n";
    }

    private static String cell(String label, String text) {
        return "<td class=\"n\" data-l=\"" + label + "\">" + text + "</td>";
    }
}
