package dev.phoenixkit.oracle;

import static dev.phoenixkit.oracle.Example.named;
import static dev.phoenixkit.oracle.Example.row;
import static dev.phoenixkit.oracle.Example.uuid;
import static dev.phoenixkit.oracle.Example.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class DownOracleCollisionsTest {
    private static final UUID ONE = uuid("1");

    @Test
    void firstAddedKeepsTheKeyAndTheOthersGetEightCharactersInKeyAndBody() {
        OracleRow late = named("10000000-0000-7000-8000-aaaaaaaa1111", "n").withDateAdded("2024-01-02 00:00:00");
        OracleRow early = named("20000000-0000-7000-8000-bbbbbbbb1111", "n").withDateAdded("2024-01-01 23:59:59.5");

        Expected after = down(late, early);

        assertThat(after.rows())
                .containsExactly(
                        late.withKey("integration:p:n-aaaaaaaa")
                                .withValueJson("{\"provider\": \"p\", \"name\": \"n-aaaaaaaa\"}"),
                        early.withKey("integration:p:n"));
        assertThat(after.nameChanges()).containsExactly(new NameChange(late.uuid(), "p", "n", "n-aaaaaaaa"));
    }

    @Test
    void nullDatesComeLastAndInfinitiesAtTheEnds() {
        OracleRow none = named("1", "n").withDateAdded(null);
        OracleRow last = named("2", "n").withDateAdded("infinity");
        OracleRow some = named("3", "n").withDateAdded("2024-01-01 00:00:00");
        OracleRow first = named("4", "n").withDateAdded("-infinity");

        assertThat(keys(none, last, some, first)).last().isEqualTo("integration:p:n");
        assertThat(keys(none, last, some)).last().isEqualTo("integration:p:n");
        assertThat(keys(none, last)).last().isEqualTo("integration:p:n");
    }

    @Test
    void equalDatesGoByUuidWithoutSign() {
        assertThat(keys(named("80000000-0000-4000-8000-00000000000a", "n"), named("7f", "n")))
                .containsExactly("integration:p:n-00000000", "integration:p:n");
    }

    @Test
    void missingNameThatCollidesIsDefaultWithSuffixInKeyAndBody() {
        OracleRow missing = v114(uuid("20000000-0000-7000-8000-abcdef01"), "{\"provider\": \"p\"}");

        Expected after = down(named("1", "default"), missing);

        assertThat(after.rows().get(1))
                .isEqualTo(missing.withKey("integration:p:default-abcdef01")
                        .withValueJson("{\"provider\": \"p\", \"name\": \"default-abcdef01\"}"));
        assertThat(after.nameChanges())
                .containsExactly(new NameChange(missing.uuid(), "p", "default", "default-abcdef01"));
    }

    @Test
    void numberThatCollidesBecomesAStringWithSuffixAndItsProviderStays() {
        OracleRow first = v114(ONE, "{\"provider\": 1.0, \"name\": \"7\"}");
        OracleRow second = v114(uuid("2"), "{\"provider\": 1.0, \"name\": 7, \"x\": 1.00}");

        assertThat(down(first, second).rows().get(1).valueJson())
                .isEqualTo("{\"provider\": 1.0, \"name\": \"7-00000000\", \"x\": 1.00}");
    }

    @Test
    void takenSuffixGrowsToTwelveCharactersAndThenToTheWholeUuid() {
        assertThat(keys(named("1", "n"), named("2", "n"), named("3", "n"), named("4", "n")))
                .containsExactly(
                        "integration:p:n",
                        "integration:p:n-00000000",
                        "integration:p:n-000000000000",
                        "integration:p:n-40000000-0000-7000-8000-000000000000");
    }

    @Test
    void connectionReallyNamedAsTheSuffixedOneKeepsItsKeyWheneverItWasAdded() {
        OracleRow named = named("3", "n-00000000").withDateAdded("2030-01-01 00:00:00");

        assertThat(keys(named("1", "n"), named("2", "n"), named))
                .containsExactly("integration:p:n", "integration:p:n-000000000000", "integration:p:n-00000000");
    }

    @Test
    void takenWholeUuidIsAProblem() {
        OracleRow loser = named("2", "n");
        OracleRow[] rows = {
            named("1", "n"),
            loser,
            named("3", "n-00000000"),
            named("4", "n-000000000000"),
            named("5", "n-" + loser.uuid())
        };

        Expected after = DownOracle.expect(List.of(rows), OracleMode.SKIP);

        assertThat(after.problems()).isEqualTo(Map.of(loser.uuid(), Set.of(OracleProblem.EVERY_SUFFIX_TAKEN)));
        assertThat(after.rows().get(1)).isEqualTo(loser);
        assertThat(after.rows().get(0).key()).isEqualTo("integration:p:n");
    }

    @Test
    void keyHeldByARowOutsideTheRewriteIsACollision() {
        OracleRow old = row(uuid("9"), "integration:p:n", null, null);
        OracleRow older = row(uuid("8"), "integration:p:n-00000000", "integrations", "{}");

        assertThat(keys(named("1", "n"), old)).containsExactly("integration:p:n-00000000", "integration:p:n");
        assertThat(keys(named("1", "n"), old, older)).first().isEqualTo("integration:p:n-000000000000");
    }

    @Test
    void whatCollidesIsTheKeyAndNotTheName() {
        OracleRow first = v114(ONE, "{\"provider\": \"p\", \"name\": \"a:b\"}");
        OracleRow second = v114(uuid("2"), "{\"provider\": \"p:a\", \"name\": \"b\"}");

        Expected after = down(first, second);

        assertThat(after.rows())
                .extracting(OracleRow::key)
                .containsExactly("integration:p:a:b", "integration:p:a:b-00000000");
        assertThat(after.rows().get(1).valueJson()).isEqualTo("{\"provider\": \"p:a\", \"name\": \"b-00000000\"}");
    }

    @Test
    void oldestShapeAndOtherCaseAreOtherKeys() {
        OracleRow v0 = row(uuid("8"), "integration:p", null, null);
        OracleRow otherCase = row(uuid("9"), "integration:p:DEFAULT", null, null);

        assertThat(keys(named("1", "default"), v0, otherCase)).first().isEqualTo("integration:p:default");
    }

    @Test
    void losersOfAllGroupsTakeTheirSuffixesInOneOrder() {
        OracleRow whole = named("a0000000-0000-7000-8000-aaaaaaaabbbb", "n").withDateAdded("2024-01-02 00:00:00");
        OracleRow twelve = named("b0000000-0000-7000-8000-aaaaaaaabbbb", "n-a0000000-0000-7000-8000");
        OracleRow[] held = {
            row(uuid("1"), "integration:p:n", null, null),
            row(uuid("2"), "integration:p:n-aaaaaaaa", null, null),
            row(uuid("3"), "integration:p:n-aaaaaaaabbbb", null, null),
            row(uuid("4"), "integration:p:n-a0000000-0000-7000-8000", null, null),
            row(uuid("5"), "integration:p:n-a0000000-0000-7000-8000-aaaaaaaa", null, null)
        };

        Expected wholeLater = skipping(held, whole, twelve.withDateAdded("2024-01-01 00:00:00"));
        Expected wholeFirst = skipping(held, whole, twelve.withDateAdded("2024-01-03 00:00:00"));

        assertThat(wholeLater.problems()).containsOnlyKeys(whole.uuid());
        assertThat(wholeFirst.problems()).isEmpty();
        assertThat(wholeFirst.rows().get(5).key()).isEqualTo("integration:p:n-" + whole.uuid());
        assertThat(wholeLater.rows().get(6).key()).isEqualTo("integration:p:n-" + whole.uuid());
    }

    @Test
    void suffixThatEndsBeyondTheLimitIsAProblem() {
        OracleRow[] fit = {named("1", "n".repeat(232)), named("2", "n".repeat(232))};
        OracleRow[] tooLong = {named("1", "n".repeat(233)), named("2", "n".repeat(233))};

        assertThat(keys(fit)).last().asString().hasSize(255);
        Expected after = DownOracle.expect(List.of(tooLong), OracleMode.SKIP);
        assertThat(after.problems()).isEqualTo(Map.of(uuid("2"), Set.of(OracleProblem.KEY_TOO_LONG)));
        assertThat(after.rows()).containsExactly(after.rows().get(0), tooLong[1]);
    }

    private static Expected down(OracleRow... rows) {
        Expected after = DownOracle.expect(List.of(rows), OracleMode.FAIL);
        assertThat(after.problems()).isEmpty();
        return after;
    }

    private static List<String> keys(OracleRow... rows) {
        return down(rows).rows().stream().map(OracleRow::key).toList();
    }

    private static Expected skipping(OracleRow[] rows, OracleRow... more) {
        OracleRow[] all = Arrays.copyOf(rows, rows.length + more.length);
        System.arraycopy(more, 0, all, rows.length, more.length);
        return DownOracle.expect(List.of(all), OracleMode.SKIP);
    }
}
