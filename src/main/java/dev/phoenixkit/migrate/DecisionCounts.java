package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.rows.SetBasedUpdate;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Problem;
import java.util.EnumMap;
import java.util.Map;

/** What a run has decided so far: how many rows of each kind, and the first of the problem rows with their reasons. */
final class DecisionCounts {
    private final TruncatedList<String> problems = new TruncatedList<>();
    private final Map<ChangeNote, Long> notes = new EnumMap<>(ChangeNote.class);
    private long changes;
    private long unchanged;

    void add(Decision decision) {
        if (decision instanceof Problem problem) {
            problems.add(problem.describe());
        } else if (decision instanceof Change change) {
            changes++;
            change.notes().forEach(note -> notes.merge(note, 1L, Long::sum));
        } else {
            unchanged++;
        }
    }

    void add(SetBasedUpdate update) {
        changes += update.rewritten();
        if (update.filled() > 0) {
            notes.merge(ChangeNote.FILLED, update.filled(), Long::sum);
        }
    }

    long changes() {
        return changes;
    }

    long unchanged() {
        return unchanged;
    }

    long problems() {
        return problems.total();
    }

    Map<ChangeNote, Long> notes() {
        return Map.copyOf(notes);
    }

    /** The refusal that lists the problem rows. */
    RefusedException refusal(Direction direction, long rows) {
        return new RefusedException(problems() + " of " + rows + " integration rows cannot be "
                + (direction == Direction.UP ? "migrated to" : "rolled back to") + " version " + direction.toVersion()
                + ". Nothing was changed. The rows are:\n  - "
                + String.join("\n  - ", problems.shown())
                + problems.rest().map(rest -> "\n  " + rest).orElse("")
                + "\nRepair them and run again, or set onProblem to skip: then they stay as they are, and the rest is "
                + (direction == Direction.UP ? "migrated." : "rolled back."));
    }
}
