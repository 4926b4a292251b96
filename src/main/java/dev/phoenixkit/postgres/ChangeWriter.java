package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.BodyPatch;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes changes in large batches, by uuid; never a statement for a row. */
final class ChangeWriter {

    private static final int BATCH = 5_000;

    private final Connection connection;
    private final SchemaTables tables;
    private final Verification verification;
    private final List<Change> batch = new ArrayList<>();
    private long written;

    ChangeWriter(Connection connection, SchemaTables tables, Verification verification) {
        this.connection = connection;
        this.tables = tables;
        this.verification = verification;
    }

    /** Takes a change; writes once a batch is full. */
    void write(Change change) throws SQLException {
        batch.add(change);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /**
     * Writes what is left.
     *
     * @return how many rows were written in all
     */
    long flush() throws SQLException {
        if (batch.isEmpty()) {
            return written;
        }
        int size = batch.size();
        UUID[] uuids = new UUID[size];
        String[] keys = new String[size];
        String[] patches = new String[size];
        for (int i = 0; i < size; i++) {
            Change change = batch.get(i);
            uuids[i] = change.after().uuid();
            keys[i] = change.after().key();
            patches[i] = BodyPatch.of(change).merge();
        }
        // A body that does not change is assigned as it stands: a large one stays where it is stored.
        String sql = "UPDATE " + tables.settings() + " s SET key = c.key, module = 'integrations', value_json ="
                + " CASE WHEN c.patch IS NULL THEN s.value_json"
                + " WHEN jsonb_typeof(s.value_json) = 'object' THEN s.value_json || c.patch::jsonb ELSE c.patch::jsonb END"
                + " FROM unnest(?::uuid[], ?::text[], ?::text[]) AS c (uuid, key, patch) WHERE s.uuid = c.uuid";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", uuids));
            statement.setArray(2, connection.createArrayOf("text", keys));
            statement.setArray(3, connection.createArrayOf("text", patches));
            verification.same("rows of a batch that were written", size, statement.executeLargeUpdate());
        }
        batch.clear();
        written += size;
        return written;
    }

    /**
     * Rewrites the set-based part: all rows of the old shape that are left, but for problem rows.
     *
     * @return how many rows were written
     */
    long writeRest(Direction direction, UUID[] problems) throws SQLException {
        String key = switch (direction) {
            case UP -> "s.uuid::text";
            case DOWN -> RowQuery.WANTED;
        };
        String sql = "UPDATE " + tables.settings() + " s SET key = " + key + ", module = 'integrations' WHERE "
                + Census.sourceShape(direction) + " AND NOT EXISTS (SELECT FROM unnest(?) p WHERE p = s.uuid)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", problems));
            return statement.executeLargeUpdate();
        }
    }
}
