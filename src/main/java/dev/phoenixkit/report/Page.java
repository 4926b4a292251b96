package dev.phoenixkit.report;

import static dev.phoenixkit.report.Html.text;

import dev.phoenixkit.report.ReportLine.OutcomeLine;
import dev.phoenixkit.report.ReportLine.RowLine;
import dev.phoenixkit.report.ReportLine.RunLine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page about a run: what is known so far, as HTML. */
final class Page {
    private static final String TEMPLATE = Html.resource("page.html");
    private static final String CSS = Html.resource("page.css");
    private static final String JS = Html.resource("page.js");

    /** Stands last: where it is missing, the page says that it was cut off. */
    private static final String END = "#cut { display: none; }";

    private final RunLine run;
    private final Optional<Path> report;
    private final long start = System.nanoTime();
    private final Map<Optional<String>, PagePart> parts = new LinkedHashMap<>();
    private final PageRows rows = new PageRows();
    private boolean over;

    /** @param report the report in JSON Lines that there is as well */
    Page(RunLine run, Optional<Path> report) {
        this.run = run;
        this.report = report;
    }

    int schemas() {
        return parts.size();
    }

    /** Takes what the report has. */
    void add(ReportLine line) {
        if (line instanceof OutcomeLine end && end.type().equals("rolledBack") && end.message() != null) {
            // It is tried again, and what was told of it is void.
            parts.remove(Optional.ofNullable(line.schema()));
            rows.forget(line.schema());
            return;
        }
        if (line instanceof RowLine row) {
            rows.add(row);
        }
        parts.computeIfAbsent(Optional.ofNullable(line.schema()), schema -> new PagePart(run))
                .add(line, millis());
    }

    private long millis() {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** Nothing more comes. */
    void end() {
        over = true;
    }

    /** How it ended, in a phrase. */
    String outcome() {
        return words().outcome();
    }

    private PageWords words() {
        return new PageWords(run, report, List.copyOf(parts.values()), over, millis());
    }

    String html() {
        PageWords words = words();
        PagePictures pictures = new PagePictures(run, List.copyOf(parts.values()), millis());
        Map<String, String> values = new HashMap<>();
        values.put("css", CSS);
        values.put("js", JS);
        values.put("end", END);
        values.put("cssHash", Html.hash(CSS));
        values.put("jsHash", Html.hash(JS));
        values.put("endHash", Html.hash(END));
        values.put("title", text(run.describe() + " of " + run.database() + ": " + words.outcome()));
        values.put("goal", "PhoenixKit V114 · " + run.describe());
        values.put("tone", words.tone());
        values.put("outcome", words.outcome());
        values.put("lead", words.lead());
        values.put("next", words.next());
        values.put("facts", words.facts());
        values.put("figures", words.figures());
        values.put("pictures", pictures.kinds() + pictures.timeline());
        values.put("schemas", parts.size() > 1 ? pictures.schemas() : "");
        values.put("findings", words.findings());
        values.put("rows", rowTable());
        values.put(
                "footer",
                "Written by " + text(run.tool()) + " on " + PageWords.time(Instant.now())
                        + ". It holds no credential and asks nothing of anybody: it can be kept and sent as it is.");
        return Html.fill(TEMPLATE, values);
    }

    private String rowTable() {
        List<String> shown = rows.html(parts.size() > 1);
        if (shown.isEmpty()) {
            return "<p class=\"none\">There is no row to show.</p>";
        }
        long all = parts.values().stream().mapToLong(PagePart::rows).sum();
        String rest = all == shown.size()
                ? ""
                : "<p class=\"hint\">" + PageWords.number(shown.size()) + " of " + PageWords.number(all)
                        + " rows are shown here, problem rows and renamed ones first. "
                        + report.map(path -> "All of them are in the report " + text(path.toString()) + ".")
                                .orElse("A report, by the parameter report, has all of them.")
                        + "</p>";
        return rest + filter() + "<table class=\"list\" id=\"list\"><thead><tr>"
                + (parts.size() > 1 ? "<th scope=\"col\">Schema</th>" : "")
                + "<th scope=\"col\" class=\"kind\">Kind</th><th scope=\"col\" class=\"key\">Key</th>"
                + "<th scope=\"col\" class=\"field\">Provider</th><th scope=\"col\" class=\"field\">Name</th><th scope=\"col\">Why</th></tr></thead><tbody>\n"
                + String.join("", shown) + "</tbody></table>";
    }

    /** Shown by the script, which it is for. */
    private String filter() {
        StringBuilder kinds = new StringBuilder(choice("", "All"));
        PagePart.sum(parts.values()).keySet().forEach(kind -> kinds.append(choice(kind.id(), kind.label())));
        return "<form id=\"tools\" hidden><fieldset><legend class=\"sr\">Kind</legend>" + kinds + "</fieldset>"
                + "<label class=\"find\">Find <input type=\"search\" name=\"text\" autocomplete=\"off\"></label>"
                + "<button type=\"reset\">Show all</button>"
                + "<span id=\"shown\" role=\"status\"></span></form>";
    }

    private static String choice(String value, String label) {
        return "<label><input type=\"radio\" name=\"kind\" value=\"" + value + "\""
                + (value.isEmpty() ? " checked" : "") + ">" + label + "</label>";
    }
}
