package dev.phoenixkit.v114;

/** Which way a run goes. */
public enum Direction {
    UP("v114-up", 113, 114),
    DOWN("v114-down", 114, 113);

    private final String goal;
    private final int from;
    private final int to;

    Direction(String goal, int from, int to) {
        this.goal = goal;
        this.from = from;
        this.to = to;
    }

    /** The Maven goal of this direction. */
    public String goal() {
        return goal;
    }

    /** The schema version that the run starts from. */
    public int from() {
        return from;
    }

    /** The schema version that the run ends at. */
    public int to() {
        return to;
    }
}
