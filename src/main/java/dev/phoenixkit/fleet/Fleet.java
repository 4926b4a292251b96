package dev.phoenixkit.fleet;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.errors.SqlState;
import dev.phoenixkit.preflight.Preflight;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Does the same in some schemas of a database, each by itself: what fails in one does not keep the others from being done,
 * and each has its outcome. A single schema is a fleet of one.
 *
 * @param <R> what comes of a schema
 */
public final class Fleet<R> {
    private static final long MILLIS_TO_FINISH = 1_000;
    private static final long MILLIS_TO_CLOSE = 1_500;

    private final ConnectionSettings target;
    private final Options options;
    private final Work<R> work;
    private final Listener<R> listener;
    private final SchemaFacts facts = new SchemaFacts();
    private final List<FleetWorker<R>> workers = new ArrayList<>();
    private volatile List<String> schemas;
    private volatile SchemaQueue queue;
    private volatile List<Outcome<R>> outcomes;
    private int told;
    private int going;
    private int connections = 1;
    private boolean oneTooMany;
    private boolean finished;
    private String trouble = "the run broke off";

    /**
     * Which schemas, and how.
     *
     * @param wanted names, or patterns with {@code *}; empty for every schema that holds PhoenixKit
     * @param threads how many at once, each on a connection of its own
     * @param failFast whether to begin no other schema once one has failed
     * @param lockTimeout for how long to go on trying for locks
     */
    public record Options(List<String> wanted, int threads, boolean failFast, Duration lockTimeout) {

        /** One after another. */
        public static Options of(List<String> wanted, Duration lockTimeout) {
            return new Options(wanted, 1, false, lockTimeout);
        }

        /** Whether it is one schema whose name is known. */
        public boolean isOfOne() {
            return wanted.size() == 1 && !wanted.get(0).contains("*");
        }
    }

    /**
     * What is done in each schema.
     *
     * @param <R> what comes of it
     */
    public interface Work<R> {
        /**
         * Does it.
         *
         * @throws dev.phoenixkit.errors.LockTimeoutException where a lock was not to be had, and nothing was done; it is
         *     then tried again later
         */
        R run(Turn turn);
    }

    /** One try at a schema. */
    public interface Turn {
        /** The connection to work on, with no transaction begun. */
        Connection connection();

        /** What is known of the schema. */
        Preflight preflight();

        /** For how long to go on trying for locks; zero for one try. */
        Duration patience();

        /**
         * Has to be told right before COMMIT is sent: until then the work may be broken off.
         *
         * @throws CannotRunException where it is; nothing may be committed then
         */
        void beforeCommit();
    }

    /** How a schema ended. */
    public enum State {
        DONE,
        /** Nothing was changed. */
        FAILED,
        /** COMMIT was sent, and no answer came. */
        UNKNOWN,
        /** The run ended before. */
        NOT_TRIED
    }

    /**
     * What became of a schema.
     *
     * @param result what came of it, where it is done
     * @param failure why it is not
     * @param <R> what comes of a schema
     */
    public record Outcome<R>(String schema, State state, Optional<R> result, Optional<RuntimeException> failure) {

        static <R> Outcome<R> done(String schema, R result) {
            return new Outcome<>(schema, State.DONE, Optional.of(result), Optional.empty());
        }

        static <R> Outcome<R> failed(String schema, RuntimeException failure) {
            State state = failure instanceof OutcomeUnknownException ? State.UNKNOWN : State.FAILED;
            return new Outcome<>(schema, state, Optional.empty(), Optional.of(failure));
        }
    }

    /**
     * Is told of a run, by one thread at a time.
     *
     * @param <R> what comes of a schema
     */
    public interface Listener<R> {
        /** Which schemas it is about, in order. */
        default void selected(List<String> schemas) {}

        /** A schema has ended. */
        default void ended(Outcome<R> outcome) {}

        /** The same in the order of the schemas, whichever ends first. */
        default void endedInOrder(Outcome<R> outcome) {}

        /** Something about the connections. */
        default void noted(String what) {}

        /** All is over, or the build was ended: what became of every schema, in order. */
        default void finished(List<Outcome<R>> outcomes) {}
    }

    /**
     * A run on this database.
     *
     * @param listener is told of it
     */
    public Fleet(ConnectionSettings target, Options options, Work<R> work, Listener<R> listener) {
        this.target = target;
        this.options = options;
        this.work = work;
        this.listener = listener;
    }

    /**
     * Runs, on the calling thread and, for more than one at once, on others, which have ended when this returns.
     *
     * @return what became of every schema, in order
     * @throws RefusedException where schemas are wanted that are not there
     * @throws CannotRunException where there is no connection to be had
     */
    public List<Outcome<R>> run() {
        Connection first = Connector.open(target);
        try {
            begin(first);
        } catch (SQLException | RuntimeException e) {
            Connector.close(first);
            throw e instanceof SQLException fromServer ? Failures.translate(fromServer) : (RuntimeException) e;
        }
        List<Thread> threads = workers.stream().skip(1).map(Fleet::start).toList();
        try {
            workers.get(0).run();
        } finally {
            threads.forEach(this::join);
            finish();
        }
        return outcomes;
    }

    private synchronized void begin(Connection first) throws SQLException {
        schemas = options.wanted().isEmpty() ? Preflight.allSchemas(first) : Preflight.schemas(first, options.wanted());
        outcomes = new ArrayList<>();
        schemas.forEach(schema -> outcomes.add(null));
        queue = new SchemaQueue(schemas, options.lockTimeout());
        going = Math.max(1, Math.min(options.threads(), schemas.size()));
        IntStream.range(0, going).forEach(i -> workers.add(new FleetWorker<>(this, queue, i == 0 ? first : null)));
        listener.selected(schemas);
    }

    private static Thread start(FleetWorker<?> worker) {
        Thread thread = new Thread(worker::run, "phoenixkit");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                queue.end("the build was interrupted");
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the run from another thread, within three seconds: no schema is begun any more; what is not committed by then is
     * broken off and rolled back, and of a COMMIT that is under way the outcome is unknown.
     */
    public void stop() {
        synchronized (this) {
            if (queue == null || finished) {
                return;
            }
        }
        queue.end("the build was ended");
        await(MILLIS_TO_FINISH);
        workers.forEach(FleetWorker::closeUnlessCommitting);
        await(MILLIS_TO_CLOSE);
        finish();
    }

    private synchronized void await(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            for (long left = end - System.nanoTime(); going > 0 && left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void finish() {
        if (finished) {
            return;
        }
        finished = true;
        List<String> committing = workers.stream()
                .map(FleetWorker::committing)
                .flatMap(Optional::stream)
                .toList();
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) == null) {
                outcomes.set(i, withoutEnd(schemas.get(i), committing.contains(schemas.get(i))));
            }
        }
        tell();
        listener.finished(outcomes);
    }

    private Outcome<R> withoutEnd(String schema, boolean committing) {
        return committing
                ? Outcome.failed(
                        schema,
                        new OutcomeUnknownException(
                                "The build was ended while COMMIT was under way, so the outcome is unknown."
                                        + " Run v114-status to see it; running the goal again is safe in both cases."))
                : new Outcome<>(
                        schema,
                        State.NOT_TRIED,
                        Optional.empty(),
                        Optional.of(new CannotRunException(
                                "Not done, since " + queue.ended().orElse(trouble) + ". Run again.")));
    }

    synchronized void ended(int index, Outcome<R> outcome) {
        if (finished) {
            return;
        }
        outcomes.set(index, outcome);
        listener.ended(outcome);
        if (options.failFast() && outcome.state() != State.DONE) {
            queue.end("failFast is true and the schema " + outcome.schema() + " failed");
        }
        tell();
    }

    private void tell() {
        while (told < outcomes.size() && outcomes.get(told) != null) {
            listener.endedInOrder(outcomes.get(told++));
        }
    }

    synchronized void connected(int more) {
        connections += more;
    }

    synchronized void left() {
        going--;
        notifyAll();
    }

    /** A connection is not to be had: the others go on, and where the server is full one of them makes room. */
    synchronized void cannotConnect(CannotRunException e) {
        trouble = "there was no connection to be had: " + e.getMessage();
        if (going > 1) {
            oneTooMany |= isFull(e);
            listener.noted("Going on with fewer connections: " + e.getMessage());
        }
    }

    private static boolean isFull(CannotRunException e) {
        return e.getCause() instanceof SQLException cause && SqlState.is(cause, SqlState.TOO_MANY_CONNECTIONS);
    }

    /** Whether the caller is to close its connection, and others go on. */
    synchronized boolean isOneTooMany() {
        boolean leaves = oneTooMany && connections > 1;
        oneTooMany &= !leaves;
        return leaves;
    }

    Preflight preflight(SchemaQueue.Try its, Connection connection) {
        return facts.ofFirst(queue.from(its, SchemaFacts.TOGETHER), connection);
    }

    ConnectionSettings target() {
        return target;
    }

    Work<R> work() {
        return work;
    }
}
