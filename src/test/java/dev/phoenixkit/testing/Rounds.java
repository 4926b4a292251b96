package dev.phoenixkit.testing;

import java.util.stream.IntStream;

/** How often a fault is tried: once in an ordinary build, as often as its test asks for in a full one. */
public final class Rounds {
    private static final boolean FULL = "full".equals(System.getProperty("phoenixkit-test.rounds"));

    private Rounds() {}

    /** Whether this build tries everything in every combination. */
    public static boolean isFull() {
        return FULL;
    }

    /** The rounds from 1 on. */
    public static IntStream of(int full) {
        return IntStream.rangeClosed(1, FULL ? full : 1);
    }

    /** Prints a figure that a test has measured. */
    public static void figure(String what, Object value) {
        System.out.println("[figure] " + what + ": " + value);
    }
}
