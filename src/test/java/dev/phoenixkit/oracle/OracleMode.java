package dev.phoenixkit.oracle;

/** What a migration does about problem rows. */
public enum OracleMode {
    /** One problem row, and nothing changes. */
    FAIL,
    /** Problem rows stay as they are, and the rest migrates. */
    SKIP
}
