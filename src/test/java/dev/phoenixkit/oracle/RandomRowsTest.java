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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class RandomRowsTest {
    /** As many as the differential tests have at least. */
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
    void everyKindAndProblemOccursOnTheWayUp() {
        List<List<RandomRow>> tables = tables(seed -> RandomRows.up(seed, SIZE));

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
        List<List<RandomRow>> tables = tables(seed -> RandomRows.down(seed, SIZE));

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
        assertThat(kinds(tables(seed -> RandomRows.downWithNullDates(seed, SIZE))))
                .containsAll(RowKind.downWithNullDates());
    }

    @Test
    void kindsOfTheRestrictedTablesOccurAndOthersDoNot() {
        assertThat(kinds(tables(seed -> RandomRows.agreeing(seed, SIZE))))
                .contains(
                        RowKind.KEY_V0, RowKind.KEY_COLON_IN_NAME, RowKind.KEY_OF_255_CHARACTERS, RowKind.MODULE_NULL);
        assertThat(kinds(tables(seed -> RandomRows.wellFormed(seed, SIZE))))
                .contains(RowKind.TAIL_8_EQUAL, RowKind.TAIL_12_EQUAL, RowKind.LOOKS_SUFFIXED_12, RowKind.COLON_SPLIT)
                .contains(RowKind.PROVIDER_STRING, RowKind.PROVIDER_SPACE, RowKind.NAME_STRING, RowKind.NAME_SPACE)
                .noneMatch(kind -> kind.name().matches("(PROVIDER|NAME)_(?!STRING|SPACE).*|BODY_.*|STRAGGLER_.*"));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void tableHasTheSizeAskedForAndItsKeysAreDistinctBeforeAndAfter(long seed) {
        List<OracleRow> up = RandomRows.rows(RandomRows.up(seed, SIZE));
        List<OracleRow> down = RandomRows.rows(RandomRows.down(seed, SIZE));

        assertKeys(up);
        assertKeys(UpOracle.expect(up, OracleMode.SKIP).rows());
        assertKeys(down);
        assertKeys(DownOracle.expect(down, OracleMode.SKIP).rows());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void withoutItsProblemRowsATableMigratesAsWhenTheyAreSkipped(long seed) {
        assertProblemsDecideNothing(RandomRows.rows(RandomRows.up(seed, SIZE)), UpOracle::expect);
        assertProblemsDecideNothing(RandomRows.rows(RandomRows.down(seed, SIZE)), DownOracle::expect);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void upAndDownRestoreTheKeysOfAgreeingRows(long seed) {
        List<RandomRow> table = RandomRows.agreeing(seed, SIZE);

        assertThat(down(up(RandomRows.rows(table))))
                .extracting(OracleRow::key)
                .isEqualTo(table.stream()
                        .map(row -> row.row().key() + (row.kinds().contains(RowKind.KEY_V0) ? ":default" : ""))
                        .toList());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void downAndUpChangeNothingButSuffixedNamesOfWellFormedRows(long seed) {
        List<OracleRow> before = RandomRows.rows(RandomRows.wellFormed(seed, SIZE));
        Expected down = DownOracle.expect(before, OracleMode.FAIL);
        Map<UUID, NameChange> renamed =
                down.nameChanges().stream().collect(Collectors.toMap(NameChange::uuid, change -> change));
        List<OracleRow> after = up(down.rows());

        assertThat(before).noneMatch(row -> row.key().startsWith("integration:"));
        assertThat(down.problems()).isEmpty();
        assertThat(renamed).hasSizeGreaterThan(SIZE / 10);
        assertThat(after)
                .isEqualTo(before.stream()
                        .map(row -> withName(row, renamed.get(row.uuid())))
                        .toList());
        assertThat(down(after)).isEqualTo(down.rows());
    }

    private static List<List<RandomRow>> tables(Function<Long, List<RandomRow>> generator) {
        return LongStream.rangeClosed(1, SEEDS).boxed().map(generator).toList();
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

    private static void assertKeys(List<OracleRow> rows) {
        Set<String> keys = rows.stream().map(OracleRow::key).collect(Collectors.toSet());
        assertThat(rows).hasSize(SIZE);
        assertThat(keys).hasSize(SIZE).allMatch(key -> key.codePointCount(0, key.length()) <= 255);
    }

    private static void assertProblemsDecideNothing(
            List<OracleRow> all, BiFunction<List<OracleRow>, OracleMode, Expected> oracle) {
        Expected skipped = oracle.apply(all, OracleMode.SKIP);
        Set<UUID> problems = skipped.problems().keySet();
        Expected clean = oracle.apply(RandomRows.without(all, problems), OracleMode.FAIL);
        assertThat(problems).isNotEmpty();
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
