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
import java.util.function.Consumer;

/**
 * Several listeners as one.
 *
 * @param listeners are told everything, in this order
 */
record CompositeMigrationListener(List<MigrationListener> listeners) implements MigrationListener {

    @Override
    public boolean wantsIdentity() {
        return listeners.stream().anyMatch(MigrationListener::wantsIdentity);
    }

    @Override
    public boolean wantsAllDecisions() {
        return listeners.stream().anyMatch(MigrationListener::wantsAllDecisions);
    }

    @Override
    public void ready(ServerInfo server) {
        all(listener -> listener.ready(server));
    }

    @Override
    public void found(SchemaVersion version) {
        all(listener -> listener.found(version));
    }

    @Override
    public void identified(DatabaseIdentity identity) {
        all(listener -> listener.identified(identity));
    }

    @Override
    public void waitingForLock(String holders) {
        all(listener -> listener.waitingForLock(holders));
    }

    @Override
    public void following(List<String> foreignKeys) {
        all(listener -> listener.following(foreignKeys));
    }

    @Override
    public void retrying(String why) {
        all(listener -> listener.retrying(why));
    }

    @Override
    public void counted(SchemaVersion version, RowCounts counts) {
        all(listener -> listener.counted(version, counts));
    }

    @Override
    public void rewritten(long rows) {
        all(listener -> listener.rewritten(rows));
    }

    @Override
    public void decided(Decision decision) {
        all(listener -> listener.decided(decision));
    }

    @Override
    public void mismatched(Row row, ShapeMismatch mismatch) {
        all(listener -> listener.mismatched(row, mismatch));
    }

    @Override
    public void noted(Finding finding) {
        all(listener -> listener.noted(finding));
    }

    @Override
    public void planned(MigrationResult result) {
        all(listener -> listener.planned(result));
    }

    @Override
    public void beforeCommit(MigrationResult result) {
        all(listener -> listener.beforeCommit(result));
    }

    @Override
    public void committing(String message) {
        all(listener -> listener.committing(message));
    }

    @Override
    public void committed(MigrationResult result) {
        all(listener -> listener.committed(result));
    }

    private void all(Consumer<MigrationListener> call) {
        listeners.forEach(call);
    }
}
