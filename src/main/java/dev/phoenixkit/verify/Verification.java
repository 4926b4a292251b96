package dev.phoenixkit.verify;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.preflight.TableMetadata;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.rows.TableState;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.OwnedContent;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * Proves, before the commit, that the table is what the plan says; docs/safety.md explains why this is enough.
 *
 * <p>Under the lock nobody else writes. An ordinary table on which nothing is {@linkplain TableMetadata#activeObjects active} can only
 * change as the statements say, so counts are proof: what was written, and which shapes are left. Where a trigger or the
 * like could have a hand in it, contents are compared too.
 */
public final class Verification {

    private final Connection connection;
    private final SchemaTables tables;
    private final Direction direction;
    private final TableState before;
    private final TableMetadata settings;
    private final ContentHash contentBefore;
    private long expectedOwned;
    private Supplier<RowCounts> found;
    private Supplier<SchemaVersion> versionFound;

    private Verification(
            Connection connection,
            SchemaTables tables,
            Direction direction,
            TableState before,
            TableMetadata settings,
            ContentHash contentBefore) {
        this.connection = connection;
        this.tables = tables;
        this.direction = direction;
        this.before = before;
        this.settings = settings;
        this.contentBefore = contentBefore;
        this.expectedOwned = contentBefore == null ? 0 : contentBefore.owned();
    }

    /**
     * Takes the state before the first write, under the locks.
     *
     * @param settings what the catalogue says of the settings table
     * @param before the table as it was counted
     */
    public static Verification begin(
            Connection connection, SchemaTables tables, Direction direction, TableMetadata settings, TableState before)
            throws SQLException {
        ContentHash content =
                settings.activeObjects().isEmpty() ? null : ContentHash.take(connection, tables, settings.oid());
        return new Verification(connection, tables, direction, before, settings, content);
    }

    /** Whether contents are compared, for which every change has to be {@link #expect expected} here. */
    public boolean comparesContents() {
        return contentBefore != null;
    }

    /** Counts a change in. */
    public void expect(Change change) {
        if (comparesContents()) {
            expectedOwned += OwnedContent.hash(change.after()) - OwnedContent.hash(change.before());
        }
    }

    /** Counts the table once more, after the last write of a pipeline. */
    public void countInto(StatementPipeline pipeline) {
        // Other nodes of Citus write in transactions of their own.
        found = RowCounts.queryIn(pipeline, tables, settings.isOfCitus() ? null : before.transactionId());
        versionFound = TableState.versionIn(pipeline, tables);
    }

    /**
     * Compares what was {@linkplain #countInto counted} with the plan.
     *
     * @param migrated how many rows the plan rewrites
     * @throws RefusedException where anything is not as planned
     */
    public void check(long migrated) throws SQLException {
        RowCounts counted = before.counts();
        RowCounts now = found.get();
        long up = direction == Direction.UP ? migrated : -migrated;
        requireEqual("rows in the table", counted.total(), now.total());
        if (!settings.isOfCitus()) {
            requireEqual("rows that this run wrote", migrated, now.written());
        }
        requireEqual("rows keyed integration:…", counted.composite() - up, now.composite());
        requireEqual("integration rows keyed by their uuid", counted.uuidKeyed() + up, now.uuidKeyed());
        if (!String.valueOf(direction.toVersion()).equals(versionFound.get().comment())) {
            throw differs(
                    "version",
                    String.valueOf(direction.toVersion()),
                    versionFound.get().toString());
        }
        if (comparesContents()) {
            ContentHash content = ContentHash.take(connection, tables, settings.oid());
            if (content.owned() != expectedOwned || !content.rest().equals(contentBefore.rest())) {
                throw differs("contents of the table", "those that were planned", "others");
            }
        }
    }

    /**
     * Compares an update count with the plan.
     *
     * @throws RefusedException where they differ
     */
    public void requireEqual(String what, long expected, long actual) {
        if (expected != actual) {
            throw differs(what, String.valueOf(expected), String.valueOf(actual));
        }
    }

    private RefusedException differs(String what, String expected, String found) {
        return new RefusedException("The table " + tables.settings() + " did not come out as planned: " + what
                + ": expected " + expected + ", found " + found + ". All of it was rolled back, nothing was changed. "
                + (settings.activeObjects().isEmpty()
                        ? "Nothing on the table is known to interfere: please report this."
                        : "These can interfere, look there first, or disable them for the run: "
                                + String.join(", ", settings.activeObjects()) + "."));
    }
}
