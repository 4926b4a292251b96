package dev.phoenixkit.verify;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.preflight.ActiveObjects;
import dev.phoenixkit.preflight.TableMetadata;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.rows.TableState;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Proves, before the commit, that the table is what the plan says; docs/safety.md explains why this is enough.
 *
 * <p>Under the lock nobody else writes. An ordinary table on which nothing is {@linkplain ActiveObjects active} can only
 * change as the statements say, so counts are proof: what was written, and which shapes are left. Where a trigger or the
 * like could have a hand in it, contents are compared too.
 */
public final class Verification {

    private final Connection connection;
    private final SchemaTables tables;
    private final Direction direction;
    private final RowCounts before;
    private final String transactionId;
    private final TableMetadata settings;
    private final ContentHash contentBefore;
    private long expectedOwned;
    private RowCounts found;

    private Verification(
            Connection connection,
            SchemaTables tables,
            Direction direction,
            TableState inventory,
            TableMetadata settings,
            ContentHash contentBefore) {
        this.connection = connection;
        this.tables = tables;
        this.direction = direction;
        this.before = inventory.census();
        this.transactionId = inventory.transactionId();
        this.settings = settings;
        this.contentBefore = contentBefore;
        this.expectedOwned = contentBefore == null ? 0 : contentBefore.owned();
    }

    /** Takes the state before the first write, under the locks. */
    public static Verification begin(
            Connection connection,
            SchemaTables tables,
            Direction direction,
            TableMetadata settings,
            TableState inventory)
            throws SQLException {
        ContentHash content =
                settings.activeParts().isEmpty() ? null : ContentHash.take(connection, tables, settings.oid());
        return new Verification(connection, tables, direction, inventory, settings, content);
    }

    /** Whether contents are compared, for which every change has to be {@link #expect expected} here. */
    public boolean comparesContents() {
        return contentBefore != null;
    }

    /** Counts a change in. */
    public void expect(Change change) {
        if (comparesContents()) {
            expectedOwned += ContentHash.ofOwned(change.after()) - ContentHash.ofOwned(change.before());
        }
    }

    /** Counts the table once more, after the last write of an exchange. */
    public void countInto(StatementPipeline exchange) {
        exchange.query(RowCounts.sql(tables), rows -> found = RowCounts.read(rows), transactionId, tables.marker());
    }

    /**
     * Holds what was {@linkplain #countInto counted} against the plan.
     *
     * @param migrated how many rows the plan rewrites
     * @throws RefusedException where anything is not as planned
     */
    public void check(long migrated) throws SQLException {
        RowCounts expected = before.afterMigrating(direction, migrated);
        same("rows in the table", expected.total(), found.total());
        same("rows that this run wrote", expected.written(), found.written());
        same("rows keyed integration:…", expected.composite(), found.composite());
        same("integration rows keyed by their uuid", expected.uuidKeyed(), found.uuidKeyed());
        if (!String.valueOf(direction.to()).equals(found.version().comment())) {
            throw differs(
                    "version", String.valueOf(direction.to()), found.version().toString());
        }
        if (comparesContents()) {
            ContentHash content = ContentHash.take(connection, tables, settings.oid());
            if (content.owned() != expectedOwned || !content.rest().equals(contentBefore.rest())) {
                throw differs("contents of the table", "those that were planned", "others");
            }
        }
    }

    /** Holds an update count against the plan. */
    public void same(String what, long expected, long found) {
        if (expected != found) {
            throw differs(what, String.valueOf(expected), String.valueOf(found));
        }
    }

    private RefusedException differs(String what, String expected, String found) {
        return new RefusedException("The table " + tables.settings() + " did not come out as planned: " + what
                + ": expected " + expected + ", found " + found + ". All of it was rolled back, nothing was changed. "
                + (settings.activeParts().isEmpty()
                        ? "Nothing on the table is known to interfere: please report this."
                        : "These can interfere, look there first, or disable them for the run: "
                                + String.join(", ", settings.activeParts()) + "."));
    }
}
