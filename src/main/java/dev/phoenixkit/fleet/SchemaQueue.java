package dev.phoenixkit.fleet;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The schemas that are still to be tried, in order. One whose lock is held is put off and tried again between the others;
 * once none of the others is left, all that are put off have one {@code lockTimeout} together.
 */
final class SchemaQueue {
    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(8);

    /** Long enough for a try that has an autovacuum cancelled. */
    private static final Duration TURN = Duration.ofSeconds(3);

    private final List<String> schemas;
    private final Duration lockTimeout;
    private final Deque<Integer> fresh = new ArrayDeque<>();
    private final PriorityQueue<PutOff> putOff = new PriorityQueue<>(Comparator.comparing(PutOff::left));
    private Long deadline;
    private String ended;

    /**
     * One try at a schema.
     *
     * @param index its place in the order
     * @param schema its name
     * @param patience for how long to go on trying for its lock
     * @param pause for how long to put it off if that fails, in nanoseconds
     */
    record Try(int index, String schema, Duration patience, long pause) {}

    private record PutOff(Try last, long due) {
        long left() {
            return due - System.nanoTime();
        }
    }

    SchemaQueue(List<String> schemas, Duration lockTimeout) {
        this.schemas = schemas;
        this.lockTimeout = lockTimeout;
        IntStream.range(0, schemas.size()).forEach(fresh::add);
    }

    /** The next try, perhaps after a pause; empty where there is none any more. */
    synchronized Optional<Try> next() throws InterruptedException {
        while (ended == null) {
            if (fresh.isEmpty() && deadline == null && !putOff.isEmpty()) {
                beginLastTime();
            }
            PutOff first = putOff.peek();
            if (first != null && first.left() <= 0) {
                return Optional.of(again(putOff.remove().last()));
            }
            if (!fresh.isEmpty()) {
                int index = fresh.remove();
                return Optional.of(new Try(
                        index, schemas.get(index), schemas.size() == 1 ? lockTimeout : Duration.ZERO, SHORTEST_PAUSE));
            }
            if (first == null) {
                return Optional.empty();
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, first.left()));
        }
        return Optional.empty();
    }

    /** From now on there are only those that are put off; none of them waits for its pause to end. */
    private void beginLastTime() {
        long now = System.nanoTime();
        deadline = now + lockTimeout.toNanos();
        List<PutOff> all = List.copyOf(putOff);
        putOff.clear();
        all.forEach(its -> putOff.add(new PutOff(its.last(), now)));
    }

    private Try again(Try last) {
        if (deadline == null) {
            return new Try(last.index(), last.schema(), Duration.ZERO, Math.min(2 * last.pause(), LONGEST_PAUSE));
        }
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        boolean shared = !putOff.isEmpty() && left.compareTo(TURN) > 0;
        return new Try(last.index(), last.schema(), shared ? TURN : left, SHORTEST_PAUSE);
    }

    /** Puts a schema off whose lock was not to be had; returns false where its time is over. */
    synchronized boolean putOff(Try last) {
        boolean over = schemas.size() == 1 || deadline != null && System.nanoTime() - deadline >= 0;
        if (over || ended != null) {
            return false;
        }
        putOff.add(new PutOff(last, System.nanoTime() + last.pause()));
        notifyAll();
        return true;
    }

    /** A schema and those that follow it, as many as are looked at together. */
    List<String> from(Try its, int most) {
        return schemas.subList(its.index(), Math.min(schemas.size(), its.index() + most));
    }

    synchronized boolean isEmpty() {
        return ended != null || fresh.isEmpty() && putOff.isEmpty();
    }

    /** Lets no more schema be tried. The first reason stays. */
    synchronized void end(String reason) {
        if (ended == null) {
            ended = reason;
        }
        notifyAll();
    }

    /** Why some were not tried; empty where the queue was not ended. */
    synchronized Optional<String> ended() {
        return Optional.ofNullable(ended);
    }
}
