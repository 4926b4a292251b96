package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The problem rows of a run: all their uuids, the first of them with their reasons. */
final class Problems {

    /** How many are listed in a message. */
    static final int LISTED = 200;

    private final List<UUID> uuids = new ArrayList<>();
    private final StringBuilder list = new StringBuilder();

    void add(Problem problem) {
        uuids.add(problem.before().uuid());
        if (uuids.size() <= LISTED) {
            list.append("\n  - ").append(problem.describe());
        }
    }

    boolean isEmpty() {
        return uuids.isEmpty();
    }

    int size() {
        return uuids.size();
    }

    List<UUID> uuids() {
        return uuids;
    }

    /** The refusal that lists them. */
    RefusedException refusal(Direction direction, long rows) {
        return new RefusedException(size() + " of " + rows + " integration rows cannot be "
                + (direction == Direction.UP ? "migrated to" : "rolled back to") + " version " + direction.to()
                + ". Nothing was changed. The rows are:" + list
                + (size() > LISTED ? "\n  … and " + (size() - LISTED) + " more; a report lists all of them" : "")
                + "\nRepair them and run again, or set onProblem to skip: then they stay as they are, and the rest is "
                + (direction == Direction.UP ? "migrated." : "rolled back."));
    }
}
