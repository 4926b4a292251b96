package dev.phoenixkit.fleet;

import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.preflight.Preflight;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes schemas one after another, on a connection of its own. */
final class FleetWorker<R> {
    private static final int SECONDS_TO_ANSWER = 10;

    /** How often a connection that was lost is replaced. */
    private static final int REPLACEMENTS = 2;

    private final Fleet<R> fleet;
    private final SchemaQueue queue;
    private Connection connection;
    private final AtomicInteger lost = new AtomicInteger();
    private String schema;
    private boolean committing;
    private boolean closed;

    /** @param connection the one to begin with; null for a worker that opens its own */
    FleetWorker(Fleet<R> fleet, SchemaQueue queue, Connection connection) {
        this.fleet = fleet;
        this.queue = queue;
        this.connection = connection;
    }

    /** Works until nothing is left to be tried. */
    void run() {
        try {
            while (!fleet.isOneTooMany() && connect()) {
                Optional<SchemaQueue.Try> next = queue.next();
                if (next.isEmpty()) {
                    return;
                }
                attempt(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            queue.end("the build was interrupted");
        } catch (Error e) {
            queue.end("the plugin broke off: " + e);
            throw e;
        } finally {
            disconnect();
            fleet.left();
        }
    }

    private boolean connect() {
        if (connection != null) {
            return true;
        }
        if (queue.isEmpty()) {
            return false;
        }
        try {
            // A server that was there a moment ago may come back; one that is full will not be less so for our trying.
            use(lost.get() > 0 ? Connector.open(fleet.target()) : Connector.openAtOnce(fleet.target()));
            return true;
        } catch (CannotRunException e) {
            fleet.cannotConnect(e);
            return false;
        }
    }

    private void use(Connection opened) {
        synchronized (this) {
            connection = opened;
        }
        fleet.connected(1);
    }

    private void attempt(SchemaQueue.Try its) {
        at(its.schema());
        Optional<Fleet.Outcome<R>> outcome = outcome(its);
        outcome.ifPresent(known -> fleet.ended(its.index(), known));
        at(null);
        if (outcome.flatMap(Fleet.Outcome::failure).isPresent() && !isAlive()) {
            replace();
        }
    }

    /** Empty where the schema was put off. */
    private Optional<Fleet.Outcome<R>> outcome(SchemaQueue.Try its) {
        try {
            Preflight preflight = fleet.preflight(its, connection);
            return Optional.of(Fleet.Outcome.done(its.schema(), fleet.work().run(new Turn(preflight, its.patience()))));
        } catch (RuntimeException e) {
            return e instanceof LockTimeoutException && queue.putOff(its)
                    ? Optional.empty()
                    : Optional.of(Fleet.Outcome.failed(its.schema(), wasClosed() ? brokenOff(e) : e));
        }
    }

    private synchronized void at(String next) {
        schema = next;
        committing = false;
    }

    private synchronized boolean wasClosed() {
        return closed && !committing;
    }

    /** Of what a closed connection breaks off, the server commits nothing. */
    private static RuntimeException brokenOff(RuntimeException failure) {
        return failure instanceof CannotRunException && !(failure instanceof OutcomeUnknownException)
                ? new CannotRunException(
                        "The build was ended while this schema was worked on. All of it was rolled back,"
                                + " nothing was changed. Run again.")
                : failure;
    }

    private boolean isAlive() {
        try {
            boolean alive = connection.isValid(SECONDS_TO_ANSWER);
            // The driver may have begun a transaction to ask.
            connection.rollback();
            return alive;
        } catch (SQLException e) {
            return false;
        }
    }

    private void replace() {
        disconnect();
        if (lost.incrementAndGet() > REPLACEMENTS) {
            queue.end("connections to the server were lost " + lost + " times");
        }
    }

    private void disconnect() {
        if (connection != null) {
            Connector.close(connection);
            synchronized (this) {
                connection = null;
            }
            fleet.connected(-1);
        }
    }

    /** The schema that is being committed just now. */
    synchronized Optional<String> committing() {
        return committing ? Optional.ofNullable(schema) : Optional.empty();
    }

    /** Breaks off what is being done, unless it is being committed; nothing that is begun later can be committed. */
    synchronized void closeUnlessCommitting() {
        closed = true;
        if (schema != null && !committing && connection != null) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                // The socket is closed all the same.
            }
        }
    }

    /** One try at a schema. */
    private final class Turn implements Fleet.Turn {
        private final Preflight preflight;
        private final Duration patience;

        Turn(Preflight preflight, Duration patience) {
            this.preflight = preflight;
            this.patience = patience;
        }

        @Override
        public Connection connection() {
            return connection;
        }

        @Override
        public Preflight preflight() {
            return preflight;
        }

        @Override
        public Duration patience() {
            return patience;
        }

        @Override
        public void beforeCommit() {
            synchronized (FleetWorker.this) {
                if (closed) {
                    throw new CannotRunException(
                            "The build was ended before the commit. Nothing was changed. Run again.");
                }
                committing = true;
            }
        }
    }
}
