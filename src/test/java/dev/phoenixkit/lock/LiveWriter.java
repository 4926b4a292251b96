package dev.phoenixkit.lock;

import static dev.phoenixkit.testing.Waiting.await;

import dev.phoenixkit.testing.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application at work: refreshes the tokens of all integrations in turn and adds new ones, without pause. Remembers
 * what the server has acknowledged.
 */
final class LiveWriter implements AutoCloseable {
    private static final String UPDATE = "UPDATE phoenix_kit_settings SET value_json ="
            + " value_json || jsonb_build_object('token', ?::int) WHERE uuid = ?::uuid RETURNING uuid::text";

    private final Database database;
    private final String insert;
    private final Map<String, Integer> tokens = new ConcurrentHashMap<>();
    private final List<String> uuids;
    private final AtomicInteger writes = new AtomicInteger();
    private final CompletableFuture<Void> work;
    private volatile boolean stopped;
    private volatile long longest;

    /**
     * Begins to write.
     *
     * @param uuids integrations that are there
     * @param key SQL for the key of a new row, out of its uuid {@code u} and a number {@code n}
     */
    LiveWriter(Database database, List<String> uuids, String key) {
        this.database = database;
        this.uuids = uuids;
        insert = "INSERT INTO phoenix_kit_settings (uuid, key, value_json, module, date_added) SELECT u, " + key
                + ", jsonb_build_object('provider', 'live', 'name', n::text, 'token', n), 'integrations',"
                + " clock_timestamp() FROM (SELECT gen_random_uuid() AS u, ?::int AS n) new RETURNING uuid::text";
        work = CompletableFuture.runAsync(this::work, task -> new Thread(task, "live-writer").start());
    }

    private void work() {
        try (Connection connection = database.connect();
                PreparedStatement update = connection.prepareStatement(UPDATE);
                PreparedStatement add = connection.prepareStatement(insert)) {
            for (int n = 1; !stopped; n++) {
                update.setString(2, uuids.get(n % uuids.size()));
                long start = System.nanoTime();
                write(update, n);
                longest = Math.max(longest, System.nanoTime() - start);
                write(add, n);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(PreparedStatement statement, int token) throws SQLException {
        statement.setInt(1, token);
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("a row was not found");
            }
            tokens.put(row.getString(1), token);
            writes.incrementAndGet();
        }
    }

    /** Returns once so many more writes are done. */
    void awaitWrites(int more) {
        int goal = writes.get() + more;
        await("the writer writes on").until(() -> writes.get() >= goal || work.isDone());
    }

    /** Every uuid with the token that was last acknowledged for it; fails as the writer has failed. */
    Map<String, Integer> stop() {
        stopped = true;
        work.join();
        return tokens;
    }

    Duration longestUpdate() {
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() {
        stopped = true;
    }
}
