package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.migrate.RestoreSource;
import dev.phoenixkit.v114.Decision;
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
 * @param heldKeys the keys that rows outside the migration {@linkplain OccupiedKeys hold}
 * @param complete whether every row is read and decided; else those of the set-based part are left out, which all get
 *     the {@linkplain dev.phoenixkit.v114.Change#isSettled() settled} change
 */
public record Plan(
        Direction direction,
        SchemaTables tables,
        KeyLength keyLength,
        Optional<RestoreSource> undo,
        Set<String> heldKeys,
        boolean complete) {

    /** Takes decisions; may talk to the database. */
    public interface Sink {
        /** @param place where the row is {@linkplain RowReader.Sink stored}; null where it waited for the last row */
        void accept(Decision decision, String place) throws SQLException;
    }

    /** Reads within the current transaction and hands over each decision. */
    public void decide(Connection connection, Sink sink) throws SQLException {
        Rule rule = rule();
        RowReader.Sink rows = (row, place) -> rule.accept(row, decision -> sink.accept(decision, place));
        if (complete) {
            RowReader.read(connection, RowQuery.all(direction, tables, undo.isPresent()), rows);
        } else {
            RowReader.read(connection, RowQuery.undecided(direction, tables), rows, undecided(connection));
        }
        rule.finish(decision -> sink.accept(decision, null));
    }

    /** Up, the rows to take in though they look settled; down, where the rows are that must travel. */
    private Object undecided(Connection connection) throws SQLException {
        return switch (direction) {
            case UP ->
                connection.createArrayOf(
                        "uuid", heldKeys.stream().map(UUID::fromString).toArray());
            case DOWN -> SettledRows.travelling(connection, tables);
        };
    }

    private Rule rule() {
        return switch (direction) {
            case UP -> new UpRule(heldKeys);
            case DOWN ->
                undo.isPresent()
                        ? new RestoreRule(undo.get().changes(), heldKeys, keyLength)
                        : new DownRule(heldKeys, keyLength);
        };
    }
}
