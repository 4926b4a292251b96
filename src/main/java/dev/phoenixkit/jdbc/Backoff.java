package dev.phoenixkit.jdbc;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Pauses between tries, until their time is over. Each caller makes its own, right before the first try. */
public interface Backoff {

    /**
     * Sleeps, but not beyond the end of the time.
     *
     * @return how much time is left: zero or less once it is over
     */
    Duration pause() throws InterruptedException;

    /**
     * Pauses that become longer, at random within a factor of two, so that clients that began together do not go on
     * meeting.
     *
     * @param shortest the least that a pause may take
     * @param longest the most, at least twice the shortest
     * @param total for how long to go on, from now
     */
    static Backoff of(Duration shortest, Duration longest, Duration total) {
        long end = System.nanoTime() + total.toNanos();
        return new Backoff() {
            private long least = shortest.toNanos();

            @Override
            public Duration pause() throws InterruptedException {
                long pause = ThreadLocalRandom.current().nextLong(least, 2 * least);
                TimeUnit.NANOSECONDS.sleep(Math.min(pause, end - System.nanoTime()));
                least = Math.min(2 * least, longest.toNanos() / 2);
                return Duration.ofNanos(end - System.nanoTime());
            }
        };
    }
}
