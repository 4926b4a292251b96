package dev.phoenixkit.report;

import static dev.phoenixkit.report.Html.text;

import dev.phoenixkit.report.PagePart.State;
import dev.phoenixkit.report.ReportLine.OutcomeLine;
import dev.phoenixkit.report.ReportLine.RunLine;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Direction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a page says of a run in words and figures.
 *
 * @param report the report in JSON Lines that there is as well
 * @param parts its schemas
 * @param over whether the run has ended; until then its outcome is unknown
 * @param millis how long it has been going
 */
record PageWords(RunLine run, Optional<Path> report, List<PagePart> parts, boolean over, long millis) {

    private boolean isUp() {
        return run.goal().equals(Direction.UP.goal());
    }

    private Direction direction() {
        return isUp() ? Direction.UP : Direction.DOWN;
    }

    private long count(State state) {
        return parts.stream().filter(part -> part.state() == state).count();
    }

    private long sum(ToLongFunction<PagePart> figure) {
        return parts.stream().mapToLong(figure).sum();
    }

    /** The gravest of the schemas'. */
    private State state() {
        return over
                ? parts.stream()
                        .map(PagePart::state)
                        .max(Comparator.comparing(PageWords::gravity))
                        .orElse(State.READ)
                : State.UNKNOWN;
    }

    private static int gravity(State state) {
        return state == State.NOTHING_TO_DO ? -1 : state.ordinal();
    }

    String tone() {
        return state().tone();
    }

    String outcome() {
        State state = state();
        String schemas = parts.size() > 1 ? count(state) + " of " + parts.size() + " schemas: " : "";
        return switch (state) {
            case COMMITTED -> schemas + (isUp() ? "Migrated to version 114" : "Rolled back to version 113");
            case PLANNED -> "Dry run: nothing was written";
            case REHEARSED -> "Rehearsal: all of it was rolled back";
            case NOTHING_TO_DO -> "Nothing to do";
            case READ ->
                parts.size() == 1
                        ? "Version " + version(parts.get(0))
                        : count(parts.size(), "schema") + " with PhoenixKit";
            case FAILED -> schemas + "Failed, nothing was changed";
            case UNKNOWN -> (over ? schemas : "") + "Outcome unknown";
        };
    }

    static String version(PagePart part) {
        return part.found().map(line -> line.version()).map(String::valueOf).orElse("unknown");
    }

    String lead() {
        State state = state();
        return switch (state) {
            case COMMITTED, PLANNED, REHEARSED -> moved(state) + (parts.size() > 1 ? others(state) : "");
            case NOTHING_TO_DO ->
                parts.size() == 1
                        ? "The schema is at version " + version(parts.get(0)) + ". Nothing was written."
                        : "No schema is at version " + direction().fromVersion() + ". Nothing was written.";
            case READ -> read();
            case FAILED ->
                parts.size() > 1
                        ? "In those that failed nothing was changed." + others(state)
                        // What a list follows is in the message in full.
                        : text(message().split("\n")[0].replaceFirst(" [^.]*:$", ""));
            case UNKNOWN -> unknown() + (over ? others(state) : "");
        };
    }

    private String moved(State state) {
        String verb = isUp() ? "migrated" : "rolled back";
        long changes = sum(PagePart::done);
        String what = "<strong>" + count(changes, "integration") + "</strong> "
                + (state == State.PLANNED ? "would be " : changes == 1 ? "was " : "were ") + verb + " from version "
                + direction().fromVersion() + " to " + direction().toVersion();
        return what
                + switch (state) {
                    case PLANNED -> ". Nothing was locked either.";
                    case REHEARSED -> ", verified, and rolled back again. " + held();
                    default ->
                        (parts.size() == 1 ? ", in one transaction. " : ", each schema in one transaction. ") + held();
                };
    }

    private String held() {
        return "Others could not write for " + seconds(longest()) + (parts.size() == 1 ? "." : " at most.");
    }

    /** How long others could not write to a schema, that for which it was longest. */
    private long longest() {
        return parts.stream().mapToLong(PagePart::locked).max().orElse(0);
    }

    private String others(State state) {
        StringBuilder others = new StringBuilder();
        for (State other : State.values()) {
            if (other != state && count(other) > 0) {
                others.append(others.isEmpty() ? " The others: " : ", ")
                        .append(count(other))
                        .append(' ')
                        .append(other.word());
            }
        }
        return others.append(others.isEmpty() ? "" : ".").toString();
    }

    private String unknown() {
        if (!over && parts.size() > 1) {
            return "The run went on when this was written. " + (parts.size() - count(State.UNKNOWN))
                    + " schemas were done by then; of the rest nothing is known here.";
        }
        return parts.stream().anyMatch(PagePart::isPrepared)
                ? "All was written and verified, and COMMIT came next, when this was written: all of it is in the database, or"
                        + " nothing."
                : "The run went on when this was written. Nothing was committed by then.";
    }

    private String read() {
        return parts.stream()
                .flatMap(part -> part.outcome().map(OutcomeLine::message).stream())
                .findFirst()
                .map(message -> "There are rows that cannot be looked at. " + text(message))
                .orElse(parts.isEmpty() ? "No schema of this database holds PhoenixKit." : "Nothing was written.");
    }

    private String message() {
        return parts.stream()
                .flatMap(part -> part.outcome().map(OutcomeLine::message).stream())
                .findFirst()
                .orElse("");
    }

    /** What to do now, and a message that has more than a line. */
    String next() {
        String advice = advice();
        String message = parts.size() == 1 && message().contains("\n")
                ? "<details><summary>The message in full</summary><pre>" + text(message()) + "</pre></details>"
                : "";
        return (advice.isEmpty() ? "" : "<p class=\"next\">" + advice + "</p>") + message;
    }

    /** What the operator has to know besides what becomes of each row; nothing where there is nothing. */
    String findings() {
        StringBuilder lists = new StringBuilder();
        for (PagePart part : parts) {
            String where = parts.size() > 1 ? "Schema " + part.schema().orElse("") + ": " : "";
            part.findings().forEach((kind, found) -> {
                lists.append("<p>" + text(where + kind.heading(found.total())) + "</p><ul>");
                found.shown().forEach(what -> lists.append("<li>" + text(what) + "</li>"));
                found.rest().ifPresent(rest -> lists.append("<li>" + text(rest) + "</li>"));
                lists.append("</ul>");
            });
        }
        return lists.isEmpty() ? "" : "<section id=\"findings\"><h2>To know</h2>" + lists + "</section>";
    }

    private String advice() {
        return switch (state()) {
            case COMMITTED -> restart();
            case PLANNED -> "To do it, run <code>" + run.goal() + "</code> without <code>dryRun</code>.";
            case REHEARSED -> "To do it, run <code>" + run.goal() + "</code> without <code>rehearse</code>.";
            case NOTHING_TO_DO, READ -> "";
            case FAILED ->
                sum(part -> part.count(RowKind.PROBLEM)) == 0
                        ? ""
                        : "Repair the problem rows as it says at each, and run again. Or set <code>onProblem</code> to"
                                + " <code>skip</code>: then they stay as they are.";
            case UNKNOWN ->
                "Ask <code>v114-status</code> which version is in force. To run the goal again is safe"
                        + " whatever the outcome was.";
        };
    }

    private String restart() {
        String keep = isUp()
                ? report.map(path -> " Keep <code>" + text(path.toString()) + "</code>: with it,"
                                + " <code>v114-down</code> takes this back exactly.")
                        .orElse("")
                : "";
        return "Restart the application’s nodes now: they cache settings, and code for version "
                + direction().fromVersion() + " does not find the rows of version "
                + direction().toVersion() + "." + keep;
    }

    String facts() {
        StringBuilder facts = new StringBuilder();
        fact(facts, "Database", run.database());
        fact(facts, "Host", run.address());
        if (parts.size() == 1) {
            parts.get(0).schema().ifPresent(schema -> fact(facts, "Schema", schema));
        }
        parts.stream()
                .flatMap(part -> part.found().stream())
                .findFirst()
                .ifPresent(found -> fact(facts, "Server", found.server()));
        fact(facts, "User", run.user());
        fact(facts, "Started", time(Instant.parse(run.startedAt())));
        fact(facts, "Plugin", run.tool());
        if (run.onProblem() != null) {
            fact(facts, "onProblem", run.onProblem());
        }
        if (run.restore() != null) {
            fact(facts, "Restores", run.restore());
        }
        report.ifPresent(path -> fact(facts, "Report", path.toString()));
        return facts.toString();
    }

    private static void fact(StringBuilder facts, String name, String value) {
        facts.append("<div><dt>" + name + "</dt><dd>" + text(value) + "</dd></div>");
    }

    String figures() {
        StringBuilder figures = new StringBuilder();
        if (parts.size() > 1) {
            figure(figures, number(parts.size()), "schemas", false);
            figure(figures, number(count(State.FAILED)), "of them failed", count(State.FAILED) > 0);
        }
        long problems = sum(part -> part.count(RowKind.PROBLEM));
        if (run.isStatus()) {
            figure(figures, number(settings(RowCounts::total)), "settings", false);
            figure(figures, number(settings(RowCounts::composite)), "integrations of version 113", false);
            figure(figures, number(settings(RowCounts::uuidKeyed)), "integrations of version 114", false);
            long mismatched = sum(part -> part.count(RowKind.MISMATCH));
            figure(figures, number(mismatched), "rows do not fit their version", mismatched > 0);
        } else if (count(State.COMMITTED) > 0) {
            figure(
                    figures,
                    number(sum(PagePart::done)),
                    "integrations " + (isUp() ? "migrated" : "rolled back"),
                    false);
        } else if (!parts.isEmpty()) {
            figure(
                    figures,
                    number(sum(PagePart::changes)),
                    "integrations to " + (isUp() ? "migrate" : "roll back"),
                    false);
        }
        if (!parts.isEmpty()) {
            figure(figures, number(problems), problems == 1 ? "problem row" : "problem rows", problems > 0);
        }
        if (over) {
            figure(figures, seconds(millis), "from begin to end", false);
        }
        if (parts.stream().anyMatch(part -> part.locked() > 0)) {
            figure(
                    figures,
                    seconds(longest()),
                    "others could not write" + (parts.size() > 1 ? ", at most" : ""),
                    false);
        }
        return figures.toString();
    }

    private long settings(ToLongFunction<RowCounts> figure) {
        return settings(parts, figure);
    }

    static long settings(List<PagePart> parts, ToLongFunction<RowCounts> figure) {
        return parts.stream()
                .flatMap(part -> part.found().map(line -> line.settings()).stream())
                .mapToLong(figure)
                .sum();
    }

    private static void figure(StringBuilder figures, String figure, String label, boolean bad) {
        figures.append("<p" + (bad ? " class=\"bad\"" : "") + "><b>" + figure + "</b>" + label + "</p>");
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String count(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).setScale(2, RoundingMode.HALF_UP) + " s";
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace('T', ' ')
                .replace("Z", " UTC");
    }
}
