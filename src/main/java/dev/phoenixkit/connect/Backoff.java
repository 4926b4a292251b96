package dev.phoenixkit.connect;

import java.time.Duration;

/** How long to go on trying, and how to wait between two tries. */
interface Backoff {
    /** Waits a moment, and says how much time is then left: zero or less once it is over. */
    Duration waitAndTellWhatIsLeft() throws InterruptedException;

    /** Waits longer from try to try, up to a second, until this much time has gone by from now on. */
    static Backoff of(Duration whole) {
        long end = System.nanoTime() + whole.toNanos();
        return new Backoff() {
            private long pause = Duration.ofMillis(100).toNanos();

            @Override
            public Duration waitAndTellWhatIsLeft() throws InterruptedException {
                Duration wait = Duration.ofNanos(Math.max(0, Math.min(pause, end - System.nanoTime())));
                Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);
                pause = Math.min(2 * pause, Duration.ofSeconds(1).toNanos());
                return Duration.ofNanos(end - System.nanoTime());
            }
        };
    }
}
