package dev.phoenixkit.v114;

/** Which way a run goes. */
public enum Direction {
    UP("v114-up", 113, 114),
    DOWN("v114-down", 114, 113);

    private final String goal;
    private final int fromVersion;
    private final int toVersion;

    Direction(String goal, int fromVersion, int toVersion) {
        this.goal = goal;
        this.fromVersion = fromVersion;
        this.toVersion = toVersion;
    }

    /** The Maven goal of this direction. */
    public String goal() {
        return goal;
    }

    /** The schema version that the run starts from. */
    public int fromVersion() {
        return fromVersion;
    }

    /** The schema version that the run ends at. */
    public int toVersion() {
        return toVersion;
    }
}
