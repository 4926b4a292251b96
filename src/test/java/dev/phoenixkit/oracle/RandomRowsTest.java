package dev.phoenixkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which kinds and problems occur is asserted where the tables are used, too: in the differential tests. */
@Tag("slow")
final class RandomRowsTest {
    /** As many as the differential tests have at least. */
    private static final int SEEDS = 20;

    private static final int SIZE = 500;

    @Test
    void sameSeedGivesTheSameRowsAndAnotherSeedOthers() {
        assertThat(RandomRows.up(7, SIZE)).isEqualTo(RandomRows.up(7, SIZE)).isNotEqualTo(RandomRows.up(8, SIZE));
        assertThat(RandomRows.down(7, SIZE)).isEqualTo(RandomRows.down(7, SIZE)).isNotEqualTo(RandomRows.down(8, SIZE));
    }

    @Test
    void everySuffixOccursOnTheWayDown() {
        List<List<RandomRow>> tables = tables(seed -> RandomRows.down(seed, SIZE));

        assertThat(kinds(tables)).containsAll(RowKind.down()).doesNotContain(RowKind.DATE_NULL);
        assertThat(tables.stream()
                        .flatMap(table ->
                                DownOracle.expect(RandomRows.rows(table), OracleMode.SKIP).nameChanges().stream())
                        .map(change ->
                                change.newName().length() - change.oldName().length()))
                .contains(9, 13, 37);
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

    private static List<List<RandomRow>> tables(Function<Long, List<RandomRow>> generator) {
        return LongStream.rangeClosed(1, SEEDS).boxed().map(generator).toList();
    }

    private static Set<RowKind> kinds(List<List<RandomRow>> tables) {
        return tables.stream()
                .flatMap(table -> RandomRows.kinds(table).stream())
                .collect(Collectors.toSet());
    }
}
