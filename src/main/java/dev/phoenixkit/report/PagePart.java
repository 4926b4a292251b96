package dev.phoenixkit.report;

import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.report.ReportLine.FindingLine;
import dev.phoenixkit.report.ReportLine.OutcomeLine;
import dev.phoenixkit.report.ReportLine.PreparedLine;
import dev.phoenixkit.report.ReportLine.RowLine;
import dev.phoenixkit.report.ReportLine.RunLine;
import dev.phoenixkit.report.ReportLine.SchemaLine;
import dev.phoenixkit.rows.Finding;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a page knows of one schema. */
final class PagePart {
    private final RunLine run;
    /** So many findings of each kind are shown of a schema. */
    private static final int FINDINGS = 20;

    private static final int LONGEST_FINDING = 2_000;

    private final Map<RowKind, Long> kinds = new EnumMap<>(RowKind.class);
    private final Map<Finding.Kind, TruncatedList<String>> findings = new EnumMap<>(Finding.Kind.class);
    private Optional<String> schema = Optional.empty();
    private Optional<SchemaLine> found = Optional.empty();
    private Optional<OutcomeLine> outcome = Optional.empty();
    private boolean prepared;
    private long rows;
    private long changes;
    private long ended;

    PagePart(RunLine run) {
        this.run = run;
    }

    /** How it stands with a schema. */
    enum State {
        COMMITTED("good", "committed", '✓'),
        PLANNED("plan", "planned", '·'),
        REHEARSED("plan", "rehearsed", '·'),
        NOTHING_TO_DO("calm", "nothing to do", '–'),
        READ("plan", "read", '·'),
        FAILED("bad", "failed", '!'),
        UNKNOWN("open", "unknown", '?');

        private final String tone;
        private final String word;
        private final char sign;

        State(String tone, String word, char sign) {
            this.tone = tone;
            this.word = word;
            this.sign = sign;
        }

        /** How styles know it. */
        String tone() {
            return tone;
        }

        /** What stands behind the number of schemas. */
        String word() {
            return word;
        }

        /** What stands on a tile, for those who do not see its colour. */
        char sign() {
            return sign;
        }
    }

    /** @param millis when, since the run began */
    void add(ReportLine line, long millis) {
        schema = Optional.ofNullable(line.schema());
        if (line instanceof RowLine row) {
            rows++;
            changes += row.after() == null ? 0 : 1;
            RowKind.of(row).forEach(kind -> kinds.merge(kind, 1L, Long::sum));
        } else if (line instanceof SchemaLine is) {
            found = Optional.of(is);
        } else if (line instanceof FindingLine is) {
            findings.computeIfAbsent(is.kind(), kind -> new TruncatedList<>(FINDINGS))
                    .add(PageRows.cut(is.message(), LONGEST_FINDING));
        } else if (line instanceof PreparedLine) {
            prepared = true;
        } else if (line instanceof OutcomeLine is) {
            outcome = Optional.of(is);
            ended = millis;
        }
    }

    State state() {
        return outcome.map(line -> switch (line.type()) {
                    case "committed" -> State.COMMITTED;
                    case "rolledBack" -> run.mode().equals("dryRun") ? State.PLANNED : State.REHEARSED;
                    case "nothingToDo" -> State.NOTHING_TO_DO;
                    case "read" -> State.READ;
                    default -> State.FAILED;
                })
                .orElse(State.UNKNOWN);
    }

    /** What the operator has to know besides. */
    Map<Finding.Kind, TruncatedList<String>> findings() {
        return findings;
    }

    /** The schema; empty for what concerns the run as a whole. */
    Optional<String> schema() {
        return schema;
    }

    Optional<SchemaLine> found() {
        return found;
    }

    Optional<OutcomeLine> outcome() {
        return outcome;
    }

    boolean isPrepared() {
        return prepared;
    }

    long rows() {
        return rows;
    }

    /** Rows that were, or would be, rewritten. */
    long changes() {
        return changes;
    }

    /** The same, unless it is certain that they were not, or unknown. */
    long done() {
        return state() == State.FAILED || state() == State.UNKNOWN ? 0 : changes;
    }

    long count(RowKind kind) {
        return kinds.getOrDefault(kind, 0L);
    }

    /** Milliseconds from the begin of the run to the end of this schema. */
    long ended() {
        return ended;
    }

    /** How long others could not write to it. */
    long locked() {
        return outcome.map(OutcomeLine::millisLocked).orElse(0L);
    }

    /** How many rows there are of each kind that occurs. */
    static Map<RowKind, Long> sum(Collection<PagePart> parts) {
        Map<RowKind, Long> sum = new EnumMap<>(RowKind.class);
        parts.forEach(part -> part.kinds.forEach((kind, count) -> sum.merge(kind, count, Long::sum)));
        return sum;
    }
}
