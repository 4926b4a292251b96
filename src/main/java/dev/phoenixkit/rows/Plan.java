package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.DownRule;
import dev.phoenixkit.v114.KeyLength;
import dev.phoenixkit.v114.RestoreRule;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.Rule;
import dev.phoenixkit.v114.Undo;
import dev.phoenixkit.v114.UpRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the rules make of the rows that are there: a stream of decisions. Run, dry run, report and status all consume it.
 *
 * @param direction up or down
 * @param tables the tables
 * @param keyLength how the server counts the length of a key
 * @param occupiedKeys the keys that rows outside the migration have ({@link TableState})
 * @param restored for a down: what undoes an up exactly, where there is one
 */
public record Plan(
        Direction direction,
        SchemaTables tables,
        KeyLength keyLength,
        Set<String> occupiedKeys,
        Optional<Map<UUID, Undo>> restored) {
    /** Takes decisions; may talk to the database. */
    public interface Decisions {
        /** Takes one; each row's comes exactly once. */
        void accept(Decision decision) throws SQLException;
    }

    private static final int CANDIDATES_AT_A_TIME = 10_000;

    /** Reads every row within the current transaction and hands over each decision. */
    public void decideAll(Connection connection, Decisions decisions) throws SQLException {
        Rule rule = rule();
        String query = restored.isPresent() ? RowQuery.forRestore(tables) : RowQuery.all(direction, tables);
        decide(connection, rule, query, decisions);
        finish(rule, decisions);
    }

    /** The same for what the {@link SetBasedUpdate} has left. The keys that it gave are in the table, not in memory. */
    public void decideRemaining(Connection connection, Decisions decisions) throws SQLException {
        Rule rule = rule();
        decide(connection, rule, RowQuery.remaining(direction, tables), decisions);
        List<String> candidates = rule.candidateKeys();
        for (int from = 0; from < candidates.size(); from += CANDIDATES_AT_A_TIME) {
            int to = Math.min(candidates.size(), from + CANDIDATES_AT_A_TIME);
            rule.occupy(present(connection, candidates.subList(from, to)));
        }
        finish(rule, decisions);
    }

    private static void decide(Connection connection, Rule rule, String query, Decisions decisions)
            throws SQLException {
        RowReader.read(connection, query, row -> {
            Optional<Decision> decision = rule.accept(row);
            if (decision.isPresent()) {
                decisions.accept(decision.get());
            }
        });
    }

    private static void finish(Rule rule, Decisions decisions) throws SQLException {
        for (Decision decision : rule.finish()) {
            decisions.accept(decision);
        }
    }

    /** Reads every row of the table, ordinary settings included, within the current transaction. */
    public static void readEverything(Connection connection, SchemaTables tables, Consumer<Row> rows)
            throws SQLException {
        RowReader.read(connection, RowQuery.everything(tables), rows::accept);
    }

    /** Those of the keys that are in the table. */
    private Set<String> present(Connection connection, List<String> keys) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline();
        Supplier<Set<String>> present = pipeline.query(
                "SELECT s.key FROM " + tables.settings() + " s WHERE s.key OPERATOR(pg_catalog.=) ANY (?)",
                TableState::texts,
                connection.createArrayOf("text", keys.toArray()));
        pipeline.run(connection);
        return present.get();
    }

    private Rule rule() {
        return switch (direction) {
            case UP -> new UpRule(occupiedKeys);
            case DOWN ->
                restored.isPresent()
                        ? new RestoreRule(restored.get(), occupiedKeys, keyLength)
                        : new DownRule(occupiedKeys, keyLength);
        };
    }
}
