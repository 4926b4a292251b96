package dev.phoenixkit.oracle;

import static dev.phoenixkit.oracle.Example.named;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RowDifferencesTest {
    private static final OracleRow ROW = named("1", "n");

    @Test
    void equalStatesDoNotDifferWhateverTheirOrder() {
        assertThat(RowDifferences.between(List.of(ROW, named("2", "n")), List.of(named("2", "n"), ROW)))
                .isEmpty();
    }

    @Test
    void differentColumnsAreNamedWithBothValues() {
        OracleRow other = ROW.withKey("k").withModule(null);

        assertThat(RowDifferences.between(List.of(ROW), List.of(other)))
                .singleElement()
                .asString()
                .contains(
                        ROW.uuid().toString(), "key", "found    k", "module", "expected integrations", "found    null")
                .doesNotContain("value_json", "date_added");
    }

    @Test
    void everyColumnCounts() {
        List<OracleRow> others = List.of(
                ROW.withKey("k"),
                ROW.withModule("m"),
                ROW.withValueJson("{}"),
                ROW.withDateAdded(null),
                new OracleRow(
                        ROW.uuid(), ROW.key(), "v", ROW.valueJson(), ROW.module(), ROW.dateAdded(), ROW.dateUpdated()),
                new OracleRow(
                        ROW.uuid(),
                        ROW.key(),
                        ROW.value(),
                        ROW.valueJson(),
                        ROW.module(),
                        ROW.dateAdded(),
                        "infinity"));

        assertThat(others)
                .allSatisfy(other -> assertThat(RowDifferences.between(List.of(ROW), List.of(other)))
                        .hasSize(1));
    }

    @Test
    void missingAndAdditionalRowsAreNamed() {
        assertThat(RowDifferences.between(List.of(ROW), List.of()))
                .singleElement()
                .asString()
                .contains("missing");
        assertThat(RowDifferences.between(List.of(), List.of(ROW)))
                .singleElement()
                .asString()
                .contains("not expected");
    }

    @Test
    void summaryCountsAllAndShowsTheFirst() {
        List<String> many = IntStream.range(0, 12).mapToObj(i -> "row" + i).toList();

        assertThat(RowDifferences.summary(many))
                .startsWith("12 rows differ")
                .contains("row9")
                .doesNotContain("row10");
    }
}
