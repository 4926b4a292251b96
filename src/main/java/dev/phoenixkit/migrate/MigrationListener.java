package dev.phoenixkit.migrate;

import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.ShapeMismatch;
import java.util.List;

/** Is told what a run finds and does, in order. What it throws before {@link #committed} rolls the run back. */
public interface MigrationListener {

    /** Several as one: all are told everything, in this order. */
    static MigrationListener all(List<MigrationListener> listeners) {
        return new CompositeMigrationListener(listeners);
    }

    /** The server answered and nothing stands in the way; no lock is held yet. */
    default void ready(ServerInfo server) {}

    /** The version of the schema, as it stands outside any lock; a run may yet be refused because of it. */
    default void found(SchemaVersion version) {}

    /** Whether {@link #identified} is to be called; costs a query. */
    default boolean wantsIdentity() {
        return false;
    }

    /** Which database it is, whatever it is called. */
    default void identified(DatabaseIdentity identity) {}

    /** A try for the locks failed; there will be another. Called for each failed try. */
    default void waitingForLock(String holders) {}

    /** Rows of other tables refer to keys that change, and follow them, by these foreign keys; often there are none. */
    default void following(List<String> foreignKeys) {}

    /**
     * All that was done under the locks is rolled back, since a lock was missed in a table that a foreign key or a trigger
     * reaches, and will be tried again: what was told from {@link #counted} on is void.
     *
     * @param why what was in the way
     */
    default void retrying(String why) {}

    /** The locks are held (or the snapshot is taken) and the table has been counted. */
    default void counted(SchemaVersion version, RowCounts counts) {}

    /** Rows that needed no thought have been rewritten where they are, so that they will not be told one by one. */
    default void rewritten(long rows) {}

    /** A row that was read one by one has been decided. */
    default void decided(Decision decision) {}

    /** A row does not fit the version, where nothing was to be done. */
    default void mismatched(Row row, ShapeMismatch mismatch) {}

    /** Something that the operator has to know besides what becomes of each row. */
    default void noted(Finding finding) {}

    /**
     * Whether {@link #decided} has to be told of every row, those included that need no thought. They are then read one
     * by one, which costs time.
     */
    default boolean wantsAllDecisions() {
        return false;
    }

    /** A dry run has seen all rows; where problem rows are in the way, it is refused next. */
    default void planned(MigrationResult result) {}

    /** All is written and verified; the commit comes next. A rehearsal ends before this. */
    default void beforeCommit(MigrationResult result) {}

    /** What there is to say of COMMIT: that it waits for a standby, by another thread while it does, or what came of that. */
    default void committing(String message) {}

    /** The transaction is committed. */
    default void committed(MigrationResult result) {}
}
