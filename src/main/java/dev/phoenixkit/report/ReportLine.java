package dev.phoenixkit.report;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.As;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.report.ReportLine.FindingLine;
import dev.phoenixkit.report.ReportLine.OutcomeLine;
import dev.phoenixkit.report.ReportLine.PreparedLine;
import dev.phoenixkit.report.ReportLine.RowLine;
import dev.phoenixkit.report.ReportLine.RunLine;
import dev.phoenixkit.report.ReportLine.SchemaLine;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.OwnedContent;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.ShapeMismatch;
import dev.phoenixkit.v114.Undo;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A line of a report. docs/report.md describes every field; a field that is null is left out. */
@JsonTypeInfo(use = Id.NAME, include = As.EXISTING_PROPERTY, property = "type", visible = true)
@JsonSubTypes({
    @Type(value = RunLine.class, name = "run"),
    @Type(value = SchemaLine.class, name = "schema"),
    @Type(value = RowLine.class, name = "row"),
    @Type(value = FindingLine.class, name = "finding"),
    @Type(value = PreparedLine.class, name = "prepared"),
    @Type(
            value = OutcomeLine.class,
            names = {"committed", "rolledBack", "nothingToDo", "failed", "read"})
})
@JsonInclude(Include.NON_NULL)
sealed interface ReportLine {
    /** Goes up whenever a reader of the former version could misread a report. */
    int FORMAT = 2;

    /** The schema that it is about; null where it is about the run. */
    String schema();

    /** The first of a run. */
    record RunLine(
            String type,
            int format,
            String tool,
            String goal,
            String mode,
            String onProblem,
            String restore,
            String startedAt,
            String address,
            String database,
            String user)
            implements ReportLine {
        private static final String STATUS = "v114-status";

        /** @param request up or down; empty for a status */
        static RunLine of(String tool, ConnectionSettings target, Optional<MigrationRequest> request) {
            return new RunLine(
                    "run",
                    FORMAT,
                    "phoenixkit-maven-plugin " + tool,
                    request.map(run -> run.direction().goal()).orElse(STATUS),
                    request.map(MigrationRequest::mode).orElse(RunMode.RUN).word(),
                    request.map(run -> run.problemPolicy().name().toLowerCase(Locale.ROOT))
                            .orElse(null),
                    request.flatMap(MigrationRequest::restore)
                            .map(up -> up.file().toString())
                            .orElse(null),
                    Instant.now().toString(),
                    target.address(),
                    target.database(),
                    target.user());
        }

        @Override
        public String schema() {
            return null;
        }

        String place() {
            return address + "/" + database;
        }

        /** Whether it says what it is: nothing else may be taken for a run that changes nothing. */
        boolean isKnown() {
            return Arrays.asList("v114-up", "v114-down", STATUS).contains(goal)
                    && runMode().isPresent();
        }

        private Optional<RunMode> runMode() {
            return Arrays.stream(RunMode.values())
                    .filter(known -> known.word().equals(mode))
                    .findFirst();
        }

        boolean isStatus() {
            return goal.equals(STATUS);
        }

        boolean isUp() {
            return goal.equals("v114-up") && mode.equals(RunMode.RUN.word());
        }

        String describe() {
            return goal + runMode().orElseThrow().suffix();
        }
    }

    /** What a run finds of a schema. */
    record SchemaLine(
            String type,
            String schema,
            Integer version,
            String server,
            DatabaseIdentity identity,
            @JsonIgnoreProperties("written") RowCounts settings)
            implements ReportLine {}

    /** What becomes of a row, or what is odd about it. */
    record RowLine(
            String type,
            String schema,
            UUID uuid,
            String decision,
            Set<ChangeNote> notes,
            String reason,
            String problem,
            String remedy,
            RowState before,
            RowState after)
            implements ReportLine {
        private static final Set<String> DECISIONS = Set.of("change", "unchanged", "problem", "mismatch");

        public RowLine {
            Objects.requireNonNull(uuid);
            Objects.requireNonNull(before);
            if (!DECISIONS.contains(decision) || decision.equals("change") != (after != null)) {
                throw new IllegalArgumentException("no decision on a row");
            }
        }

        static RowLine of(String schema, Decision decision) {
            RowState before = RowState.of(decision.before());
            UUID uuid = decision.before().uuid();
            if (decision instanceof Change change) {
                Set<ChangeNote> notes = EnumSet.noneOf(ChangeNote.class);
                notes.addAll(change.notes());
                RowState after = RowState.of(change.after());
                return new RowLine("row", schema, uuid, "change", notes, null, null, null, before, after);
            }
            if (decision instanceof Problem problem) {
                String reason = problem.reason().name();
                return new RowLine(
                        "row", schema, uuid, "problem", null, reason, problem.what(), problem.remedy(), before, null);
            }
            return new RowLine("row", schema, uuid, "unchanged", null, null, null, null, before, null);
        }

        static RowLine of(String schema, Row row, ShapeMismatch mismatch) {
            RowState state = RowState.of(row);
            return new RowLine(
                    "row", schema, row.uuid(), "mismatch", null, mismatch.name(), mismatch.text(), null, state, null);
        }

        /** What undoes it; a row without {@code after} stays as it is. */
        Undo toUndo() {
            return new Undo(before.toRow(uuid), OwnedContent.hash((after == null ? before : after).toRow(uuid)));
        }
    }

    /** What the operator has to know besides. */
    record FindingLine(String type, String schema, Kind kind, String message, String advice, List<UUID> uuids)
            implements ReportLine {
        static FindingLine of(String schema, Finding finding) {
            Kind kind = finding.kind();
            return new FindingLine("finding", schema, kind, finding.text(), kind.advice(), finding.uuids());
        }
    }

    /** All is written and verified, the commit comes next. */
    record PreparedLine(String type, String schema, int versionBefore, int versionAfter, long rows, String checksum)
            implements ReportLine {}

    /**
     * How it ended; without it, a prepared run's outcome is unknown, and any other has changed nothing.
     *
     * @param counts how many row lines there are of each decision, how many with each note, and findings of each kind
     * @param reached when the run got how far
     * @param message why it failed, or is tried again
     */
    record OutcomeLine(
            String type,
            String schema,
            Map<String, Long> counts,
            Map<String, Long> reached,
            long millis,
            Long millisLocked,
            String message)
            implements ReportLine {}
}
