package dev.phoenixkit.maven;

import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.Unchanged;
import java.time.Duration;
import java.util.Optional;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.maven.plugin.logging.Log;

/**
 * Says every few seconds how far a long run is, over one schema, from before it connects; nothing of a short one. By a
 * thread of its own, until it is closed.
 */
final class ProgressLog implements MigrationListener, AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Log log;
    private final Optional<Direction> direction;
    private final Timer timer = new Timer("phoenixkit progress", true);
    private final AtomicLong done = new AtomicLong();
    private volatile Stage stage = Stage.CONNECTING;
    private volatile long since = System.nanoTime();
    private volatile long found;

    private enum Stage {
        CONNECTING,
        /** Waits for locks, of which {@link MigrationLog} tells. */
        WAITING,
        ROWS,
        COMMITTING
    }

    /** @param direction empty for a status */
    ProgressLog(Log log, Optional<Direction> direction) {
        this(log, direction, EVERY);
    }

    ProgressLog(Log log, Optional<Direction> direction, Duration every) {
        this.log = log;
        this.direction = direction;
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                tell();
            }
        };
        timer.schedule(task, every.toMillis(), every.toMillis());
    }

    private void tell() {
        long nanos = System.nanoTime() - since;
        switch (stage) {
            case CONNECTING -> log.info("Connecting, for " + seconds(nanos) + " so far");
            case WAITING -> {}
            case ROWS -> log.info(rows(done.get(), nanos));
            case COMMITTING ->
                log.info("All of it is written and verified. Committing, for " + seconds(nanos) + " so far");
        }
    }

    private String rows(long rows, long nanos) {
        if (direction.isEmpty()) {
            return "Looking at the rows, for " + seconds(nanos) + " so far: " + rows + " done";
        }
        if (rows == 0) {
            return "Working on " + found + " integrations, for " + seconds(nanos) + " so far";
        }
        if (rows >= found) {
            return "All of " + found + " integrations are done; the last are being written and verified";
        }
        return rows + " of " + found + " integrations done, about "
                + seconds((long) ((double) nanos / rows * (found - rows))) + " to go";
    }

    private static String seconds(long nanos) {
        return Math.round(nanos / 1e9) + " s";
    }

    private void enter(Stage next) {
        since = System.nanoTime();
        stage = next;
    }

    @Override
    public void ready(ServerInfo server) {
        if (direction.isPresent()) {
            enter(Stage.WAITING);
        } else if (stage == Stage.CONNECTING) {
            enter(Stage.ROWS);
        }
    }

    @Override
    public void counted(SchemaVersion version, RowCounts counts) {
        direction.ifPresent(way -> {
            found = counts.source(way);
            done.set(0);
            enter(Stage.ROWS);
        });
    }

    @Override
    public void rewritten(long rows) {
        done.addAndGet(rows);
    }

    @Override
    public void decided(Decision decision) {
        // On the way up those of the new shape already are no work, and not among those that were found.
        if (!(decision instanceof Unchanged) || !direction.equals(Optional.of(Direction.UP))) {
            done.incrementAndGet();
        }
    }

    @Override
    public void beforeCommit(MigrationResult result) {
        enter(Stage.COMMITTING);
    }

    @Override
    public void close() {
        timer.cancel();
    }
}
