package dev.phoenixkit.oracle;

import java.util.EnumSet;
import java.util.Set;

/** The reasons found against one row. */
final class Reasons {
    private final Set<OracleProblem> found = EnumSet.noneOf(OracleProblem.class);

    void addIf(boolean holds, OracleProblem reason) {
        if (holds) {
            found.add(reason);
        }
    }

    boolean none() {
        return found.isEmpty();
    }

    Set<OracleProblem> all() {
        return found;
    }
}
