package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.BodyPatch;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.JsonType;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Writes changes in large batches, by uuid; never a statement for a row. */
final class ChangeWriter {

    private static final int BATCH = 5_000;

    /** A body that does not change is assigned as it stands: a large one stays where it is stored. */
    private static final String BODY = "CASE WHEN c.patch IS NULL THEN s.value_json"
            + " WHEN jsonb_typeof(s.value_json) = 'object' THEN s.value_json || c.patch::jsonb ELSE c.patch::jsonb END";

    /** The same where a body may also lose fields, or go away. */
    private static final String RESTORED_BODY =
            "CASE c.becomes WHEN 'absent' THEN NULL WHEN 'null' THEN 'null'::jsonb ELSE"
                    + " CASE WHEN c.patch IS NULL AND c.dropped = '' THEN s.value_json"
                    + " ELSE (s.value_json - string_to_array(c.dropped, ',')) || coalesce(c.patch, '{}')::jsonb END END";

    private final Connection connection;
    private final SchemaTables tables;
    private final Verification verification;
    private final String update;
    private final boolean restores;
    private final List<Change> batch = new ArrayList<>();

    /** @param restores whether bodies may lose fields, which only happens when a report is undone */
    ChangeWriter(Connection connection, SchemaTables tables, Verification verification, boolean restores) {
        this.connection = connection;
        this.tables = tables;
        this.verification = verification;
        this.restores = restores;
        this.update = "UPDATE " + tables.settings() + " s SET key = c.key, module = c.module, value_json = "
                + (restores ? RESTORED_BODY : BODY)
                + " FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]"
                + (restores
                        ? ", ?::text[], ?::text[]) AS c (uuid, key, module, patch, dropped, becomes)"
                        : ") AS c (uuid, key, module, patch)")
                + " WHERE s.uuid = c.uuid";
    }

    /** Takes a change; writes once a batch is full. */
    void write(Change change) throws SQLException {
        batch.add(change);
        if (batch.size() == BATCH) {
            flush();
        }
    }

    /** Writes what is left. */
    void flush() throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        List<BodyPatch> patches = batch.stream().map(BodyPatch::of).toList();
        try (PreparedStatement statement = connection.prepareStatement(update)) {
            statement.setArray(1, connection.createArrayOf("uuid", uuids()));
            statement.setArray(2, texts(batch, change -> change.after().key()));
            statement.setArray(3, texts(batch, change -> change.after().module()));
            statement.setArray(4, texts(patches, BodyPatch::merge));
            if (restores) {
                statement.setArray(5, texts(patches, patch -> String.join(",", patch.drop())));
                statement.setArray(6, texts(patches, patch -> becomes(patch.becomes())));
            }
            verification.same("rows of a batch that were written", batch.size(), statement.executeLargeUpdate());
        }
        batch.clear();
    }

    /**
     * Rewrites the set-based part: all rows of the old shape that are left, but for those that are to stay.
     *
     * @return how many rows were written
     */
    long writeRest(Direction direction, UUID[] staying) throws SQLException {
        String key = switch (direction) {
            case UP -> "s.uuid::text";
            case DOWN -> RowQuery.WANTED;
        };
        String sql = "UPDATE " + tables.settings() + " s SET key = " + key + ", module = 'integrations' WHERE "
                + Census.sourceShape(direction) + " AND NOT EXISTS (SELECT FROM unnest(?) p WHERE p = s.uuid)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", staying));
            return statement.executeLargeUpdate();
        }
    }

    private UUID[] uuids() {
        return batch.stream().map(change -> change.after().uuid()).toArray(UUID[]::new);
    }

    private <T> Array texts(List<T> rows, Function<T, String> text) throws SQLException {
        return connection.createArrayOf("text", rows.stream().map(text).toArray(String[]::new));
    }

    private static String becomes(JsonType type) {
        return switch (type) {
            case ABSENT -> "absent";
            case NULL -> "null";
            case OBJECT, ARRAY, STRING, NUMBER, BOOLEAN -> "object";
        };
    }
}
