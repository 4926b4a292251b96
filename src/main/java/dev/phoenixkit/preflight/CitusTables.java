package dev.phoenixkit.preflight;

import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be asked of tables of Citus; its catalogue is on no other server. */
final class CitusTables {

    /** The coordinator is group 0, and of method {@code n} are the tables that are not spread by a column. */
    private static final String BLOCKER = """
            SELECT CASE WHEN groupid <> 0
                   THEN 'the server is a worker of Citus, which does not know the version; connect to the coordinator'
                   WHEN to_regclass('citus_locks') IS NULL
                   THEN 'its Citus is older than 11.1, and no lock holds on all of its nodes; update it'
                   ELSE (SELECT logicalrelid || ' is distributed by a column, so that its rows are on many nodes;'
                                ' make an ordinary table of it (undistribute_table)'
                           FROM pg_dist_partition WHERE logicalrelid = ANY (?::oid[]) AND partmethod <> 'n' LIMIT 1) END
              FROM pg_dist_local_group""";

    private CitusTables() {}

    /** Why they cannot be read here, and what to do; empty where they can. */
    static Optional<String> blocker(Connection connection, List<TableMetadata> tables) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline().command(Transaction.readOnly(connection));
        Supplier<Optional<String>> blocker = pipeline.query(
                BLOCKER,
                row -> {
                    row.next();
                    return Optional.ofNullable(row.getString(1));
                },
                connection.createArrayOf(
                        "int8", tables.stream().map(TableMetadata::oid).toArray()));
        Transaction.read(connection, pipeline);
        return blocker.get();
    }
}
