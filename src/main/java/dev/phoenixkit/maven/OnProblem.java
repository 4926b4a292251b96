package dev.phoenixkit.maven;

import dev.phoenixkit.migrate.ProblemPolicy;

/** The values of the parameter {@code onProblem}, in the spelling that a POM has: Maven takes constants by their name. */
public enum OnProblem {
    /** Refuse: nothing is written, and all problem rows are listed. */
    fail(ProblemPolicy.FAIL),
    /** Leave problem rows exactly as they are, list them as warnings, and go on with the rest. */
    skip(ProblemPolicy.SKIP);

    private final ProblemPolicy policy;

    OnProblem(ProblemPolicy policy) {
        this.policy = policy;
    }

    ProblemPolicy policy() {
        return policy;
    }
}
