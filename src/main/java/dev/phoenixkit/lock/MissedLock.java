package dev.phoenixkit.lock;

import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.preflight.ForeignKey;
import dev.phoenixkit.preflight.TableMetadata;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a lock can belong to that was missed with both of ours held. The server says no more than that there was one.
 *
 * @param takenBy foreign keys, triggers and the like that take locks when the settings are written to
 * @param holders who holds a lock on a table of the foreign keys; which tables a trigger uses nobody knows
 */
record MissedLock(List<String> takenBy, List<LockHolder> holders) {

    /** The tables that the changed columns refer to. */
    private static final String REFERRED_TO = """
            SELECT 'the foreign key ' || quote_ident(k.conname) || ' to ' || k.confrelid::regclass,
                   k.confrelid::regclass::text
              FROM pg_constraint k
             WHERE k.conrelid = ? AND k.contype = 'f'
               AND EXISTS (SELECT FROM pg_attribute a
                            WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
                              AND a.attname IN ('key', 'module', 'value_json'))""";

    static MissedLock find(Connection connection, TableMetadata settings) throws SQLException {
        List<String> takenBy = new ArrayList<>();
        List<String> reached = new ArrayList<>();
        for (ForeignKey key : settings.foreignKeys()) {
            takenBy.add(key.describe());
            reached.add(key.table());
        }
        StatementPipeline pipeline = new StatementPipeline().command(Transaction.readOnly(connection));
        pipeline.query(
                REFERRED_TO,
                rows -> {
                    while (rows.next()) {
                        takenBy.add(rows.getString(1));
                        reached.add(rows.getString(2));
                    }
                    return null;
                },
                settings.oid());
        Transaction.read(connection, pipeline);
        settings.activeObjects().stream()
                .filter(active -> !takenBy.contains(active))
                .forEach(takenBy::add);
        return new MissedLock(takenBy, LockHolder.find(connection, reached));
    }

    /** Sentences that say it. */
    String describe() {
        return (takenBy.isEmpty() ? "It is not known what takes it" : "It is taken by " + String.join(" or ", takenBy))
                + (takenBy.size() == 1 ? "." : "; the server's log says where.")
                + (holders.isEmpty() ? "" : " In the way: " + LockHolder.describe(holders) + ".");
    }
}
