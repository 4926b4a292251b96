package dev.phoenixkit.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for a state, never for a time. */
public final class Waiting {
    private Waiting() {}

    /** Begins to wait for a state, by a name for the failure; it may take minutes on a machine that is busy. */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what)
                .atMost(Duration.ofMinutes(3))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .pollInSameThread();
    }
}
