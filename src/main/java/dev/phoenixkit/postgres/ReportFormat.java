package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.JsonType;
import java.util.Locale;

/** What writer and reader of a report agree on; docs/report.md describes every field. */
final class ReportFormat {

    /** Goes up whenever a reader of the former version could misread a report. */
    static final int VERSION = 1;

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
    static long checksum(Change change) {
        return 31 * ContentHash.ofOwned(change.before()) + ContentHash.ofOwned(change.after());
    }
}
