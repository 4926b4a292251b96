package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.verify.Verification;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Writes changes in large batches; never a statement for a row. */
public final class ChangeWriter {

    private static final int BATCH = 10_000;

    private final Connection connection;
    private final SchemaTables tables;
    private final Verification verification;
    private final boolean restores;
    private final Map<ChangeForm, ChangeBatch> batches = new LinkedHashMap<>();
    private boolean prepared;

    /** @param restores whether a report is undone */
    public ChangeWriter(Connection connection, SchemaTables tables, Verification verification, boolean restores) {
        this.connection = connection;
        this.tables = tables;
        this.verification = verification;
        this.restores = restores;
    }

    /**
     * Takes a change; writes once a batch is full.
     *
     * @param place where the row is {@linkplain RowReader.Sink stored}, or null
     */
    public void write(Change change, String place) throws SQLException {
        ChangeForm form = ChangeForm.of(change, place, restores);
        ChangeBatch batch = batches.computeIfAbsent(form, ChangeBatch::new);
        batch.add(change, place);
        if (batch.size() == BATCH) {
            batches.remove(form);
            StatementPipeline exchange = new StatementPipeline();
            add(batch, exchange);
            exchange.run(connection);
        }
    }

    /** Adds what is left to an exchange. */
    public void flush(StatementPipeline exchange) throws SQLException {
        for (ChangeBatch batch : batches.values()) {
            add(batch, exchange);
        }
        batches.clear();
    }

    private void add(ChangeBatch batch, StatementPipeline exchange) throws SQLException {
        if (!prepared) {
            // The planner is not to look into the arrays: it copies them about, and once it knows how long they are it
            // may read all of the table, or of its index, for each of them, where looking up the few is right.
            exchange.command("SET LOCAL plan_cache_mode = force_generic_plan");
            prepared = true;
        }
        long size = batch.size();
        batch.addTo(
                exchange,
                tables,
                connection,
                written -> verification.same("rows of a batch that were written", size, written));
    }

    /**
     * Adds the set-based part: all rows of the old shape that are left, but for those that are to stay.
     *
     * @param expected how many there should be
     */
    public void writeRest(StatementPipeline exchange, Direction direction, UUID[] staying, long expected)
            throws SQLException {
        if (expected == 0) {
            return; // nothing is left to look for; should a row of the old shape be there, the last count finds it
        }
        String sql = "UPDATE " + tables.settings() + " s SET key = " + SettledRows.key(direction)
                + ", module = 'integrations' WHERE " + RowCounts.sourceShape(direction);
        StatementPipeline.Counting counting =
                written -> verification.same("rows that only got a new key", expected, written);
        if (staying.length == 0) {
            exchange.update(sql, counting);
        } else {
            // The planner takes the array for short, whatever it holds; it is to be hashed all the same.
            exchange.command("SET LOCAL enable_nestloop = off");
            exchange.update(
                    sql + " AND NOT EXISTS (SELECT FROM unnest(?) p WHERE p = s.uuid)",
                    counting,
                    connection.createArrayOf("uuid", staying));
        }
    }
}
