package dev.phoenixkit.lock;

import static dev.phoenixkit.testing.Waiting.await;

import dev.phoenixkit.testing.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An application at work: refreshes the tokens of all integrations in turn and adds new ones, without pause. Remembers
 * what the server has acknowledged.
 */
final class LiveWriter implements AutoCloseable {
    private final Connection connection;
    private final String insert;
    private final Thread thread = new Thread(this::work, "live-writer");
    private final Map<String, Integer> tokens = new ConcurrentHashMap<>();
    private final List<String> uuids;
    private final AtomicInteger writes = new AtomicInteger();
    private volatile boolean stopped;
    private volatile SQLException failure;
    private volatile long longest;

    /**
     * Begins to write.
     *
     * @param uuids integrations that are there
     * @param key SQL for the key of a new row, out of its uuid {@code u} and a number {@code n}
     */
    LiveWriter(Database database, List<String> uuids, String key) throws SQLException {
        this.uuids = uuids;
        connection = database.connect();
        insert = "INSERT INTO phoenix_kit_settings (uuid, key, value_json, module, date_added) SELECT u, " + key
                + ", jsonb_build_object('provider', 'live', 'name', n::text, 'token', n), 'integrations',"
                + " clock_timestamp() FROM (SELECT gen_random_uuid() AS u, ?::int AS n) new RETURNING uuid::text";
        thread.start();
    }

    private void work() {
        try (PreparedStatement update = connection.prepareStatement("UPDATE phoenix_kit_settings SET value_json ="
                        + " value_json || jsonb_build_object('token', ?::int) WHERE uuid = ?::uuid");
                PreparedStatement add = connection.prepareStatement(insert)) {
            for (int n = 1; !stopped; n++) {
                String uuid = uuids.get(n % uuids.size());
                update.setInt(1, n);
                update.setString(2, uuid);
                long start = System.nanoTime();
                if (update.executeUpdate() != 1) {
                    throw new SQLException("the row of " + uuid + " was not found");
                }
                longest = Math.max(longest, System.nanoTime() - start);
                tokens.put(uuid, n);
                add.setInt(1, n);
                try (var row = add.executeQuery()) {
                    row.next();
                    tokens.put(row.getString(1), n);
                }
                writes.addAndGet(2);
            }
        } catch (SQLException e) {
            failure = e;
        }
    }

    /** Returns once so many more writes are done. */
    void awaitWrites(int more) {
        int goal = writes.get() + more;
        await("the writer writes on").until(() -> writes.get() >= goal || failure != null);
    }

    /** Every uuid with the token that was last acknowledged for it; fails as the writer has failed. */
    Map<String, Integer> stop() throws SQLException {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure != null) {
            throw failure;
        }
        return tokens;
    }

    Duration longestUpdate() {
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() throws SQLException {
        stopped = true;
        connection.close();
    }
}
