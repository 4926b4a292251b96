package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Decisions;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.DownRule;
import dev.phoenixkit.v114.KeyLength;
import dev.phoenixkit.v114.RestoreRule;
import dev.phoenixkit.v114.Rule;
import dev.phoenixkit.v114.UpRule;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the rules make of the rows that are there: a stream of decisions. Run, dry run and report all consume it.
 *
 * @param direction up or down
 * @param tables the tables
 * @param keyLength how the server counts
 * @param undo the up to undo exactly, by a down that reads every row
 * @param complete whether every row is read and decided; else those of the set-based part are left out, which all get
 *     the {@linkplain dev.phoenixkit.v114.Change#isSettled() settled} change
 */
record Plan(Direction direction, SchemaTables tables, KeyLength keyLength, Optional<UpReport> undo, boolean complete) {

    /** Reads within the current transaction and hands over each decision. */
    void decide(Connection connection, Decisions<SQLException> decisions) throws SQLException {
        Set<String> heldKeys = HeldKeys.read(connection, tables, direction);
        Rule rule = rule(heldKeys);
        String query =
                complete ? RowQuery.all(direction, tables, undo.isPresent()) : RowQuery.undecided(direction, tables);
        RowReader.read(connection, query, parameters(heldKeys), row -> rule.accept(row, decisions));
        rule.finish(decisions);
    }

    private Rule rule(Set<String> heldKeys) {
        return switch (direction) {
            case UP -> new UpRule(heldKeys);
            case DOWN ->
                undo.isPresent()
                        ? new RestoreRule(undo.get().changes(), heldKeys, keyLength)
                        : new DownRule(heldKeys, keyLength);
        };
    }

    private UUID[][] parameters(Set<String> heldKeys) {
        if (complete || direction == Direction.DOWN) {
            return new UUID[0][];
        }
        return new UUID[][] {heldKeys.stream().map(UUID::fromString).toArray(UUID[]::new)};
    }
}
