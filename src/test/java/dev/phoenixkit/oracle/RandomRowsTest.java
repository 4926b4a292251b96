package dev.phoenixkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RandomRowsTest {
    private static final int SEEDS = 20;
    private static final int SIZE = 500;

    private static final Set<OracleProblem> UP_ONLY = EnumSet.of(OracleProblem.UUID_TAKEN_AS_KEY);
    private static final Set<OracleProblem> DOWN_ONLY =
            EnumSet.of(OracleProblem.KEY_TOO_LONG, OracleProblem.EVERY_SUFFIX_TAKEN);

    @Test
    void sameSeedGivesTheSameRowsAndAnotherSeedOthers() {
        assertThat(RandomRows.up(7, SIZE)).isEqualTo(RandomRows.up(7, SIZE)).isNotEqualTo(RandomRows.up(8, SIZE));
        assertThat(RandomRows.down(7, SIZE)).isEqualTo(RandomRows.down(7, SIZE)).isNotEqualTo(RandomRows.down(8, SIZE));
    }

    @Test
    void tableHasTheSizeAskedForAndDistinctKeysThatFitTheirColumn() {
        for (List<RandomRow> table : tables(RandomRows::up, RandomRows::down, RandomRows::downWithNullDates)) {
            Set<String> keys = table.stream().map(row -> row.row().key()).collect(Collectors.toSet());
            assertThat(table).hasSize(SIZE);
            assertThat(keys).hasSize(SIZE).allMatch(key -> key.codePointCount(0, key.length()) <= 255);
        }
    }

    @Test
    void everyKindAndProblemOccursOnTheWayUp() {
        List<List<RandomRow>> tables = tables(RandomRows::up);

        assertThat(kinds(tables)).containsAll(RowKind.up());
        assertThat(problems(tables, rows -> UpOracle.expect(rows, OracleMode.SKIP)))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(DOWN_ONLY)));
        assertThat(tables)
                .allMatch(table -> UpOracle.expect(RandomRows.rows(table), OracleMode.SKIP)
                                .nameChanges()
                                .size()
                        > 10);
    }

    @Test
    void everyKindProblemAndSuffixOccursOnTheWayDown() {
        List<List<RandomRow>> tables = tables(RandomRows::down);

        assertThat(kinds(tables)).containsAll(RowKind.down()).doesNotContain(RowKind.DATE_NULL);
        assertThat(problems(tables, rows -> DownOracle.expect(rows, OracleMode.SKIP)))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(UP_ONLY)));
        assertThat(tables.stream()
                        .flatMap(table ->
                                DownOracle.expect(RandomRows.rows(table), OracleMode.SKIP).nameChanges().stream())
                        .map(change ->
                                change.newName().length() - change.oldName().length()))
                .contains(9, 13, 37);
    }

    @Test
    void nullDatesOccurWhereTheyAreAskedFor() {
        assertThat(kinds(tables(RandomRows::downWithNullDates))).containsAll(RowKind.downWithNullDates());
    }

    @Test
    void keysAreDistinctAfterDownAndAfterUp() {
        tables(RandomRows::up)
                .forEach(table -> assertDistinct(UpOracle.expect(RandomRows.rows(table), OracleMode.SKIP)));
        tables(RandomRows::down, RandomRows::downWithNullDates)
                .forEach(table -> assertDistinct(DownOracle.expect(RandomRows.rows(table), OracleMode.SKIP)));
    }

    @Test
    void withoutItsProblemRowsATableMigratesAsWhenTheyAreSkipped() {
        tables(RandomRows::up).forEach(table -> assertProblemsDecideNothing(table, UpOracle::expect));
        tables(RandomRows::down).forEach(table -> assertProblemsDecideNothing(table, DownOracle::expect));
    }

    @Test
    void upAndDownRestoreTheKeysOfAgreeingRows() {
        List<List<RandomRow>> tables = tables(RandomRows::agreeing);

        for (List<RandomRow> table : tables) {
            List<OracleRow> before = RandomRows.rows(table);
            List<OracleRow> after = down(up(before));
            List<String> expected = table.stream()
                    .map(row -> row.row().key() + (row.kinds().contains(RowKind.KEY_V0) ? ":default" : ""))
                    .toList();
            assertThat(after).extracting(OracleRow::key).isEqualTo(expected);
        }
        assertThat(kinds(tables))
                .contains(
                        RowKind.KEY_V0, RowKind.KEY_COLON_IN_NAME, RowKind.KEY_OF_255_CHARACTERS, RowKind.MODULE_NULL);
    }

    @Test
    void downAndUpChangeNothingButSuffixedNamesOfWellFormedRows() {
        for (List<RandomRow> table : tables(RandomRows::wellFormed)) {
            List<OracleRow> before = RandomRows.rows(table);
            Expected down = DownOracle.expect(before, OracleMode.FAIL);
            Map<UUID, NameChange> renamed =
                    down.nameChanges().stream().collect(Collectors.toMap(NameChange::uuid, change -> change));
            List<OracleRow> after = up(down.rows());
            assertThat(down.problems()).isEmpty();
            assertThat(renamed).hasSizeGreaterThan(SIZE / 10);
            assertThat(after)
                    .isEqualTo(before.stream()
                            .map(row -> withName(row, renamed.get(row.uuid())))
                            .toList());
            assertThat(down(after)).isEqualTo(down.rows());
        }
    }

    @Test
    void wellFormedRowsHaveStringsAsProviderAndNameAndNoOldRowsAmongThem() {
        List<List<RandomRow>> tables = tables(RandomRows::wellFormed);

        assertThat(kinds(tables))
                .contains(RowKind.TAIL_8_EQUAL, RowKind.TAIL_12_EQUAL, RowKind.LOOKS_SUFFIXED_12, RowKind.COLON_SPLIT)
                .contains(RowKind.PROVIDER_STRING, RowKind.PROVIDER_SPACE, RowKind.NAME_STRING, RowKind.NAME_SPACE)
                .noneMatch(kind -> kind.name().matches("(PROVIDER|NAME)_(?!STRING|SPACE).*|BODY_.*|STRAGGLER_.*"));
        assertThat(tables.stream().flatMap(List::stream).map(row -> row.row().key()))
                .noneMatch(key -> key.startsWith("integration:"));
    }

    private interface Generator {
        List<RandomRow> rows(long seed, int size);
    }

    private static List<List<RandomRow>> tables(Generator... generators) {
        return LongStream.rangeClosed(1, SEEDS)
                .boxed()
                .flatMap(seed -> List.of(generators).stream().map(generator -> generator.rows(seed, SIZE)))
                .toList();
    }

    private static Set<RowKind> kinds(List<List<RandomRow>> tables) {
        return tables.stream()
                .flatMap(table -> RandomRows.kinds(table).stream())
                .collect(Collectors.toSet());
    }

    private static Set<OracleProblem> problems(
            List<List<RandomRow>> tables, Function<List<OracleRow>, Expected> oracle) {
        return tables.stream()
                .map(table -> oracle.apply(RandomRows.rows(table)))
                .flatMap(expected -> expected.problems().values().stream())
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private static void assertDistinct(Expected after) {
        assertThat(after.rows().stream().map(OracleRow::key).distinct()).hasSize(SIZE);
    }

    private static void assertProblemsDecideNothing(
            List<RandomRow> table, BiFunction<List<OracleRow>, OracleMode, Expected> oracle) {
        List<OracleRow> all = RandomRows.rows(table);
        Expected skipped = oracle.apply(all, OracleMode.SKIP);
        Set<UUID> problems = skipped.problems().keySet();
        Expected clean = oracle.apply(RandomRows.without(all, problems), OracleMode.FAIL);
        assertThat(clean.problems()).isEmpty();
        assertThat(clean.rows()).isEqualTo(RandomRows.without(skipped.rows(), problems));
    }

    private static OracleRow withName(OracleRow row, NameChange change) {
        return change == null
                ? row
                : row.withValueJson(JsonMembers.of(row.valueJson())
                        .get()
                        .withText("name", change.newName())
                        .json());
    }

    private static List<OracleRow> up(List<OracleRow> before) {
        Expected after = UpOracle.expect(before, OracleMode.FAIL);
        assertThat(after.problems()).isEmpty();
        return after.rows();
    }

    private static List<OracleRow> down(List<OracleRow> before) {
        Expected after = DownOracle.expect(before, OracleMode.FAIL);
        assertThat(after.problems()).isEmpty();
        return after.rows();
    }
}
