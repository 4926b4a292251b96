package dev.phoenixkit.report;

import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.OwnedContent;
import java.util.Arrays;
import java.util.Locale;

/** What writer and reader of a report agree on; docs/report.md describes every field. */
final class ReportFormat {

    /** Goes up whenever a reader of the former version could misread a report. */
    static final int VERSION = 1;

    /** The first field, which is set last of all. */
    static final String OUTCOME = "outcome";

    /** Where in the file the outcome stands: after <code>{"outcome":</code>. */
    static final int OUTCOME_POSITION = OUTCOME.length() + 4;

    private ReportFormat() {}

    /** How a run ended, as a report says it. */
    enum Outcome {
        /** The report is complete, the commit was about to be sent; what became of it nobody has written down. */
        UNKNOWN("unknown"),
        COMMITTED("committed"),
        NOTHING_TO_DO("nothing-to-do"),
        DRY_RUN("dry-run"),
        FAILED("failed");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        static boolean isWord(String text) {
            return Arrays.stream(values()).anyMatch(outcome -> outcome.word.equals(text));
        }

        /** The outcome in JSON. All take the same room, so that one can take another's place. */
        String padded() {
            return String.format(Locale.ROOT, "%-16s", '"' + word + '"');
        }
    }

    /** What a row of a report is about. */
    enum What {
        CHANGE("change", "changes"),
        ALREADY("already", "already"),
        PROBLEM("problem", "problems"),
        UNFIT("unfit", "unfit");

        private final String word;
        private final String plural;

        What(String word, String plural) {
            this.word = word;
            this.plural = plural;
        }

        String word() {
            return word;
        }

        String plural() {
            return plural;
        }
    }

    /** How the kind of a whole body is written. */
    static String word(JsonType type) {
        return type == JsonType.ABSENT ? "sql-null" : type.name().toLowerCase(Locale.ROOT);
    }

    /** Reads what {@link #word} wrote. */
    static JsonType type(String word) {
        return "sql-null".equals(word) ? JsonType.ABSENT : JsonType.of(word);
    }

    /** One row's part of the sum that shows damage; the order of rows does not matter. */
    static long checksum(Decision decision) {
        return 31 * OwnedContent.hash(decision.before()) + OwnedContent.hash(decision.after());
    }
}
