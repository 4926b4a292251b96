package dev.phoenixkit.report;

import static dev.phoenixkit.report.Html.text;

import dev.phoenixkit.report.ReportLine.RowLine;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.Quoted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rows that a page shows, the more important kinds first, in memory that does not grow with the number of rows. */
final class PageRows {
    /** So many rows are shown at most, with so many characters of HTML. */
    private static final int ROWS = 2_000;

    private static final int CHARACTERS = 2_300_000;

    /** So many characters of a provider, a name or a reason; a key has 255. */
    private static final int LONGEST = 260;

    private final Map<RowKind, Kept> kept = new EnumMap<>(RowKind.class);

    /** A row of the page's table, as HTML without its cell for the schema. */
    private record Shown(String schema, String kinds, String cells) {
        int length() {
            return cells.length() + kinds.length() + schema.length() + 60;
        }
    }

    private static final class Kept {
        private final List<Shown> rows = new ArrayList<>();
        private long characters;
    }

    /** Keeps a row, unless there are enough of its kind. */
    void add(RowLine row) {
        List<RowKind> kinds = RowKind.of(row);
        Kept same = kept.computeIfAbsent(kinds.get(0), k -> new Kept());
        if (same.rows.size() < ROWS && same.characters < CHARACTERS) {
            Shown shown = shown(row, kinds);
            same.rows.add(shown);
            same.characters += shown.length();
        }
    }

    /** Forgets the rows of a schema. */
    void forget(String schema) {
        for (Kept same : kept.values()) {
            same.rows.removeIf(row -> row.schema.equals(schema));
            same.characters = same.rows.stream().mapToLong(Shown::length).sum();
        }
    }

    /** A table row for each that is shown. */
    List<String> html(boolean manySchemas) {
        List<String> html = new ArrayList<>();
        long characters = 0;
        for (Kept same : kept.values()) {
            for (Shown row : same.rows) {
                characters += row.length();
                if (html.size() < ROWS && characters < CHARACTERS) {
                    String schema =
                            manySchemas ? "<td data-l=\"Schema\"><code>" + text(row.schema) + "</code></td>" : "";
                    html.add("<tr data-k=\"" + row.kinds + "\">" + schema + row.cells + "</tr>\n");
                }
            }
        }
        return html;
    }

    private static Shown shown(RowLine row, List<RowKind> kinds) {
        RowState before = row.before();
        RowState after = row.after() == null ? before : row.after();
        String tags = kinds.stream()
                .map(kind -> "<span class=\"tag k-" + kind.id() + "\">" + kind.label() + "</span>")
                .collect(Collectors.joining());
        String uuid = row.uuid().toString();
        String key = changed(bare(before.key()), bare(after.key()))
                + (uuid.equals(before.key()) || uuid.equals(after.key()) ? "" : small("uuid " + uuid))
                + differing("module", word(before.module()), word(after.module()))
                + differing("value_json", before.valueJson(), after.valueJson());
        String cells = "<td>" + tags + "</td><td data-l=\"Key\">" + key + "</td><td data-l=\"Provider\">"
                + changed(field(before.provider()), field(after.provider())) + "</td><td data-l=\"Name\">"
                + changed(field(before.name()), field(after.name())) + "</td><td>" + why(row) + "</td>";
        return new Shown(row.schema(), kinds.stream().map(RowKind::id).collect(Collectors.joining(" ")), cells);
    }

    private static String changed(String before, String after) {
        if (before.equals(after)) {
            return before.isEmpty() ? "" : "<code>" + text(before) + "</code>";
        }
        return (before.isEmpty() ? "" : "<del>" + text(before) + "</del>")
                + (after.isEmpty() ? "" : "<ins>" + text(after) + "</ins>");
    }

    private static String differing(String what, String before, String after) {
        return before.equals(after) ? "" : small(what + " " + before + " → " + after);
    }

    private static String small(String text) {
        return "<small>" + text(text) + "</small>";
    }

    private static String why(RowLine row) {
        if (row.problem() != null) {
            String todo = row.remedy() == null ? "" : "<span class=\"todo\">To do: " + text(row.remedy()) + "</span>";
            return text(cut(row.problem())) + todo;
        }
        if (row.after() == null) {
            return "";
        }
        Change change = new Change(row.before().toRow(row.uuid()), row.after().toRow(row.uuid()), row.notes());
        return row.notes().stream()
                .sorted()
                .map(note -> text(cut(note.describe(change))))
                .collect(Collectors.joining("<br>"));
    }

    /** As JSON, so that a number is seen to be none of text; empty where it is absent. */
    private static String field(Field field) {
        return switch (field.type()) {
            case ABSENT -> "";
            case NULL -> "null";
            case OBJECT -> "{…}";
            case ARRAY -> "[…]";
            case STRING -> Quoted.of(cut(field.text()));
            case NUMBER, BOOLEAN -> cut(field.text());
        };
    }

    private static String word(String text) {
        return text == null ? "NULL" : bare(text);
    }

    /** Without what could forge a line or turn it around. */
    private static String bare(String text) {
        String quoted = Quoted.of(cut(text));
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String cut(String text) {
        return cut(text, LONGEST);
    }

    /** The begin of a text that is longer. */
    static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
    }
}
