package dev.phoenixkit.migrate;

/** What a run does about problem rows. */
public enum ProblemPolicy {
    /** Change nothing and list every one of them. */
    FAIL,
    /** Leave them exactly as they are, list them, and go on with the rest. */
    SKIP
}
