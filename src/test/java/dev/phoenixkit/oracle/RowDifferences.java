package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Two states of a table held against each other, row by row and column by column. */
final class RowDifferences {
    private static final int SHOWN = 10;

    private static final Map<String, Function<OracleRow, String>> COLUMNS = Map.of(
            "key", OracleRow::key,
            "value", OracleRow::value,
            "value_json", OracleRow::valueJson,
            "module", OracleRow::module,
            "date_added", OracleRow::dateAdded,
            "date_updated", OracleRow::dateUpdated);

    private RowDifferences() {}

    /** One text for each row that differs; none where the states are the same. */
    static List<String> between(List<OracleRow> expected, List<OracleRow> actual) {
        Map<UUID, OracleRow> expectedByUuid = byUuid(expected);
        Map<UUID, OracleRow> actualByUuid = byUuid(actual);
        Set<UUID> uuids = new TreeSet<>(expectedByUuid.keySet());
        uuids.addAll(actualByUuid.keySet());
        List<String> differences = new ArrayList<>();
        for (UUID uuid : uuids) {
            OracleRow wanted = expectedByUuid.get(uuid);
            OracleRow found = actualByUuid.get(uuid);
            if (found == null) {
                differences.add(uuid + " is missing, expected " + wanted);
            } else if (wanted == null) {
                differences.add(uuid + " is not expected, found " + found);
            } else if (!wanted.equals(found)) {
                differences.add(uuid + columns(wanted, found));
            }
        }
        return differences;
    }

    static String summary(List<String> differences) {
        return differences.size() + " rows differ, the first are"
                + differences.stream().limit(SHOWN).collect(Collectors.joining("\n  ", "\n  ", ""));
    }

    private static String columns(OracleRow wanted, OracleRow found) {
        return COLUMNS.keySet().stream()
                .sorted()
                .filter(column -> !Objects.equals(
                        COLUMNS.get(column).apply(wanted), COLUMNS.get(column).apply(found)))
                .map(column -> "\n    " + column + "\n      expected "
                        + COLUMNS.get(column).apply(wanted) + "\n      found    "
                        + COLUMNS.get(column).apply(found))
                .collect(Collectors.joining());
    }

    private static Map<UUID, OracleRow> byUuid(List<OracleRow> rows) {
        return rows.stream().collect(Collectors.toMap(OracleRow::uuid, row -> row));
    }
}
