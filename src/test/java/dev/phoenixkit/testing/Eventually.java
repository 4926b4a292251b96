package dev.phoenixkit.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a state, never for a time. */
public final class Eventually {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private Eventually() {}

    /** Returns as soon as the state is reached; fails where it is not within minutes. */
    public static void check(BooleanSupplier state) {
        check("the state that the test waits for", state);
    }

    /** The same with a name of the state for the failure. */
    public static void check(String what, BooleanSupplier state) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Not reached within " + LIMIT.toSeconds() + " seconds: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
