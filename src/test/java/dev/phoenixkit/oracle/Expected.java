package dev.phoenixkit.oracle;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a migration has to make of a table.
 *
 * @param rows every row afterwards, in the order in which they were given; bodies are not yet in PostgreSQL's form
 * @param problems the problem rows, each with every reason that holds: a migration may report any of them
 * @param nameChanges connections that get another name, in no order that a migration has to follow
 */
public record Expected(List<OracleRow> rows, Map<UUID, Set<OracleProblem>> problems, List<NameChange> nameChanges) {

    static Expected of(
            List<OracleRow> before,
            Map<UUID, OracleRow> changed,
            Map<UUID, Set<OracleProblem>> problems,
            List<NameChange> nameChanges,
            OracleMode mode) {
        if (mode == OracleMode.FAIL && !problems.isEmpty()) {
            return new Expected(before, problems, List.of());
        }
        List<OracleRow> after = before.stream()
                .map(row -> changed.getOrDefault(row.uuid(), row))
                .toList();
        return new Expected(after, problems, nameChanges);
    }
}
