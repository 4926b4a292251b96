package dev.phoenixkit.maven;

import dev.phoenixkit.fleet.Fleet.Outcome;
import dev.phoenixkit.fleet.Fleet.State;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Direction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.maven.plugin.logging.Log;

/** Tells of up or down in several schemas. */
final class MigrationFleetLog extends FleetLog<MigrationResult> {

    private final MigrationRequest request;
    private final AtomicBoolean warned = new AtomicBoolean();

    MigrationFleetLog(Log log, MigrationRequest request) {
        super(log, request.direction().goal() + request.mode().suffix());
        this.request = request;
    }

    /** Tells of a COMMIT that waits, in whichever schema. */
    MigrationListener waitsOf(String schema) {
        return new MigrationListener() {
            @Override
            public void ready(ServerInfo server) {
                MigrationLog.missingStandby(server)
                        .filter(first -> warned.compareAndSet(false, true))
                        .ifPresent(log()::warn);
            }

            @Override
            public void committing(String message) {
                log().warn(schema + ": " + message);
            }
        };
    }

    @Override
    Optional<String> describe(MigrationResult result) {
        return Optional.of(
                result.isNothingToDo()
                        ? "nothing to do at version " + result.before()
                        : verb() + " " + MigrationLog.count(result.migrated(), "integration")
                                + MigrationLog.notes(result) + ", version " + result.before() + " to "
                                + result.after());
    }

    private String verb() {
        String verb = request.direction() == Direction.UP ? "migrated" : "rolled back";
        return request.mode() == RunMode.RUN ? verb : "would be " + verb + ":";
    }

    @Override
    Map<String, Long> remarks(MigrationResult result) {
        Map<String, Long> remarks = new LinkedHashMap<>();
        result.notes().forEach((note, rows) -> {
            if (note == ChangeNote.DRIFTED || note == ChangeNote.RENAMED) {
                remarks.put("integrations " + MigrationLog.word(note), rows);
            }
        });
        if (result.problems() > 0) {
            remarks.put("problem rows that stay as they are (onProblem is skip)", result.problems());
        }
        if (result.mismatched() > 0) {
            remarks.put("rows that do not fit the version", result.mismatched());
        }
        return remarks;
    }

    @Override
    Optional<String> reminder(List<Outcome<MigrationResult>> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> outcome.result().stream())
                .filter(result -> !result.isNothingToDo() && request.mode() == RunMode.RUN)
                .findFirst()
                .map(MigrationLog::reminder);
    }

    @Override
    TextTable table(List<Outcome<MigrationResult>> outcomes) {
        Map<String, long[]> totals = new LinkedHashMap<>();
        for (Outcome<MigrationResult> outcome : outcomes) {
            long[] total = totals.computeIfAbsent(kind(outcome), kind -> new long[2]);
            total[0]++;
            total[1] += outcome.result().map(MigrationResult::migrated).orElse(0L);
        }
        List<List<String>> lines = new ArrayList<>();
        totals.forEach((kind, total) -> lines.add(List.of(kind, String.valueOf(total[0]), String.valueOf(total[1]))));
        lines.sort((one, other) -> one.get(0).compareTo(other.get(0)));
        lines.add(List.of(
                "in all",
                String.valueOf(outcomes.size()),
                String.valueOf(
                        totals.values().stream().mapToLong(total -> total[1]).sum())));
        return new TextTable(List.of("result", "schemas", "integrations"), lines);
    }

    private String kind(Outcome<MigrationResult> outcome) {
        return outcome.state() == State.DONE
                ? outcome.result()
                        .map(result -> result.isNothingToDo() ? "nothing to do" : verb().replace(":", ""))
                        .orElseThrow()
                : STATES.get(outcome.state());
    }

    private static final Map<State, String> STATES =
            Map.of(State.FAILED, "failed", State.UNKNOWN, "outcome unknown", State.NOT_TRIED, "not tried");
}
