package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.BodyPatch;
import dev.phoenixkit.v114.Change;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Writes changes in large batches, each an UPDATE that finds its rows by uuid; never a statement for a row. */
public final class ChangeWriter {
    private static final int BATCH = 10_000;

    private final Connection connection;
    private final String sql;
    private final List<Change> batch = new ArrayList<>();
    private final List<LongSupplier> written = new ArrayList<>();

    /** Writes within the connection's current transaction. */
    public ChangeWriter(Connection connection, SchemaTables tables) {
        this.connection = connection;
        this.sql = sql(tables);
    }

    /** Takes a change; writes once a batch is full. */
    public void write(Change change) throws SQLException {
        batch.add(change);
        if (batch.size() == BATCH) {
            StatementPipeline pipeline = new StatementPipeline();
            flush(pipeline);
            pipeline.run(connection);
        }
    }

    /** Adds what is left to a pipeline. */
    public void flush(StatementPipeline pipeline) throws SQLException {
        if (batch.isEmpty()) {
            return;
        }
        List<BodyPatch> patches = batch.stream().map(BodyPatch::of).toList();
        // The planner is not to look into the arrays: once it knows how long they are, it may read all of the table for
        // each of them, where looking up the few is right.
        pipeline.command("SET LOCAL plan_cache_mode = force_generic_plan");
        written.add(pipeline.update(
                sql,
                array("uuid", batch, change -> change.after().uuid()),
                array("text", batch, change -> change.after().key()),
                array("text", batch, change -> change.after().module()),
                array("text", patches, patch -> patch.becomes().name()),
                array("text", patches, patch -> String.join(",", patch.drop())),
                array("text", patches, BodyPatch::merge)));
        batch.clear();
    }

    /** How many rows have been written by the pipelines that have run. */
    public long written() {
        return written.stream().mapToLong(LongSupplier::getAsLong).sum();
    }

    private <T> Object array(String type, List<T> items, Function<T, Object> element) throws SQLException {
        return connection.createArrayOf(type, items.stream().map(element).toArray());
    }

    /** A body that does not change is assigned as it is, which leaves a large one where it is stored. */
    private static String sql(SchemaTables tables) {
        return "UPDATE " + tables.settings() + " s SET key = c.key, module = c.module, value_json = CASE"
                + " WHEN c.becomes OPERATOR(pg_catalog.=) 'ABSENT' THEN NULL"
                + " WHEN c.becomes OPERATOR(pg_catalog.=) 'NULL' THEN 'null'::pg_catalog.jsonb"
                + " WHEN c.merge IS NULL AND c.drop OPERATOR(pg_catalog.=) '' THEN s.value_json"
                + " ELSE (CASE WHEN pg_catalog.jsonb_typeof(s.value_json) OPERATOR(pg_catalog.=) 'object'"
                + " THEN s.value_json ELSE '{}'::pg_catalog.jsonb END"
                + " OPERATOR(pg_catalog.-) pg_catalog.string_to_array(c.drop, ','))"
                + " OPERATOR(pg_catalog.||) coalesce(c.merge, '{}')::pg_catalog.jsonb END"
                + " FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.uuid[]), pg_catalog.unnest(?::pg_catalog.text[]),"
                + " pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]),"
                + " pg_catalog.unnest(?::pg_catalog.text[]), pg_catalog.unnest(?::pg_catalog.text[]))"
                + " AS c (uuid, key, module, becomes, drop, merge) WHERE s.uuid OPERATOR(pg_catalog.=) c.uuid";
    }
}
