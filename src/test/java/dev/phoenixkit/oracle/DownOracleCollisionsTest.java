package dev.phoenixkit.oracle;

import static dev.phoenixkit.oracle.Example.named;
import static dev.phoenixkit.oracle.Example.row;
import static dev.phoenixkit.oracle.Example.uuid;
import static dev.phoenixkit.oracle.Example.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DownOracleCollisionsTest {

    /**
     * Connections of the provider {@code p}: how the uuid begins, the name and, where it matters, the date; in brackets
     * rows that hold the key of such a name. Then the names in their keys afterwards, with an exclamation mark for a
     * problem row.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # Without a date comes last, infinities are the ends.
            1 n none ¦ 2 n infinity ¦ 3 n 2024-01-01 ¦ 4 n -infinity | n-10000000-0000-7000-8000-000000000000 ¦ n-000000000000 ¦ n-00000000 ¦ n
            1 n none ¦ 2 n infinity ¦ 3 n 2024-01-01 | n-000000000000 ¦ n-00000000 ¦ n
            1 n none ¦ 2 n infinity | n-00000000 ¦ n
            # Equal dates go by uuid without sign.
            80000000-0000-4000-8000-00000000000a n ¦ 7f n | n-00000000 ¦ n
            # A suffix grows to twelve characters, then to the whole uuid, then it is a problem.
            1 n ¦ 2 n ¦ 3 n ¦ 4 n | n ¦ n-00000000 ¦ n-000000000000 ¦ n-40000000-0000-7000-8000-000000000000
            1 n ¦ 2 n ¦ 3 n-00000000 ¦ 4 n-000000000000 ¦ 5 n-20000000-0000-7000-8000-000000000000 | n ¦ ! ¦ n-00000000 ¦ n-000000000000 ¦ n-20000000-0000-7000-8000-000000000000
            # A connection really named as the suffixed one keeps its key, whenever it was added.
            1 n ¦ 2 n ¦ 3 n-00000000 2030-01-01 | n ¦ n-000000000000 ¦ n-00000000
            # A key that a row outside holds is taken; another case, or no name, is another key.
            1 n ¦ [9 n] | n-00000000 ¦ n
            1 n ¦ [9 n] ¦ [8 n-00000000] | n-000000000000 ¦ n ¦ n-00000000
            1 default ¦ [9 DEFAULT] | default ¦ DEFAULT
            # The losers of all groups take their suffixes in one order.
            [1 n] ¦ [2 n-aaaaaaaa] ¦ [3 n-aaaaaaaabbbb] ¦ [4 n-a0000000-0000-7000-8000] ¦ [5 n-a0000000-0000-7000-8000-aaaaaaaa] ¦ a0000000-0000-7000-8000-aaaaaaaabbbb n 2024-01-02 ¦ b0000000-0000-7000-8000-aaaaaaaabbbb n-a0000000-0000-7000-8000 2024-01-01 | n ¦ n-aaaaaaaa ¦ n-aaaaaaaabbbb ¦ n-a0000000-0000-7000-8000 ¦ n-a0000000-0000-7000-8000-aaaaaaaa ¦ ! ¦ n-a0000000-0000-7000-8000-aaaaaaaabbbb
            [1 n] ¦ [2 n-aaaaaaaa] ¦ [3 n-aaaaaaaabbbb] ¦ [4 n-a0000000-0000-7000-8000] ¦ [5 n-a0000000-0000-7000-8000-aaaaaaaa] ¦ a0000000-0000-7000-8000-aaaaaaaabbbb n 2024-01-02 ¦ b0000000-0000-7000-8000-aaaaaaaabbbb n-a0000000-0000-7000-8000 2024-01-03 | n ¦ n-aaaaaaaa ¦ n-aaaaaaaabbbb ¦ n-a0000000-0000-7000-8000 ¦ n-a0000000-0000-7000-8000-aaaaaaaa ¦ n-a0000000-0000-7000-8000-aaaaaaaabbbb ¦ n-a0000000-0000-7000-8000-b0000000-0000-7000-8000-aaaaaaaabbbb
            """)
    void keysAreGivenInOneOrder(String connections, String namesInKeys) {
        List<OracleRow> before = Stream.of(connections.split(" ¦ "))
                .map(DownOracleCollisionsTest::connection)
                .toList();
        List<String> keys = new ArrayList<>();
        for (String name : namesInKeys.split(" ¦ ")) {
            OracleRow row = before.get(keys.size());
            keys.add(name.equals("!") ? row.key() : "integration:p:" + name);
        }

        Expected after = DownOracle.expect(before, OracleMode.SKIP);

        assertThat(after.rows()).extracting(OracleRow::key).isEqualTo(keys);
        assertThat(after.problems()).hasSize(namesInKeys.split("!", -1).length - 1);
        assertThat(after.problems().values()).allMatch(Set.of(OracleProblem.EVERY_SUFFIX_TAKEN)::equals);
    }

    private static OracleRow connection(String text) {
        String[] parts = text.replaceAll("[\\[\\]]", "").split(" ");
        OracleRow row = text.startsWith("[")
                ? row(uuid(parts[0]), "integration:p:" + parts[1], null, null)
                : named(parts[0], parts[1]);
        if (parts.length < 3) {
            return row;
        }
        return row.withDateAdded(
                switch (parts[2]) {
                    case "none" -> null;
                    case "infinity", "-infinity" -> parts[2];
                    default -> parts[2] + " 00:00:00";
                });
    }

    @Test
    void firstAddedKeepsTheKeyAndTheOthersGetEightCharactersInKeyAndBody() {
        OracleRow late = named("10000000-0000-7000-8000-aaaaaaaa1111", "n").withDateAdded("2024-01-02 00:00:00");
        OracleRow early = named("20000000-0000-7000-8000-bbbbbbbb1111", "n").withDateAdded("2024-01-01 23:59:59.5");

        Expected after = DownOracle.expect(List.of(late, early), OracleMode.FAIL);

        assertThat(after.rows())
                .containsExactly(
                        late.withKey("integration:p:n-aaaaaaaa")
                                .withValueJson("{\"provider\":\"p\",\"name\":\"n-aaaaaaaa\"}"),
                        early.withKey("integration:p:n"));
        assertThat(after.nameChanges()).containsExactly(new NameChange(late.uuid(), "p", "n", "n-aaaaaaaa"));
    }

    /** The bodies of two connections, then the key and the body that the second one gets. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"provider": "p", "name": "default"} | {"provider": "p"} | integration:p:default-00000000 | {"provider": "p", "name": "default-00000000"}
            {"provider": 1.0, "name": "7"} | {"provider": 1.0, "name": 7, "x": 1.00} | integration:1.0:7-00000000 | {"provider": 1.0, "name": "7-00000000", "x": 1.00}
            {"provider": "p", "name": "a:b"} | {"provider": "p:a", "name": "b"} | integration:p:a:b-00000000 | {"provider": "p:a", "name": "b-00000000"}
            """)
    void whatCollidesIsTheKeyAndTheSuffixGoesIntoTheNameOfTheBody(
            String first, String second, String key, String body) {
        OracleRow loser = v114(uuid("2"), second);

        assertThat(DownOracle.expect(List.of(v114(uuid("1"), first), loser), OracleMode.FAIL)
                        .rows())
                .element(1)
                .isEqualTo(loser.withKey(key).withValueJson(Example.compact(body)));
    }

    @Test
    void oldestShapeIsAnotherKey() {
        OracleRow v0 = row(uuid("8"), "integration:p", null, null);

        assertThat(DownOracle.expect(List.of(named("1", "default"), v0), OracleMode.FAIL)
                        .rows())
                .extracting(OracleRow::key)
                .containsExactly("integration:p:default", "integration:p");
    }

    @Test
    void suffixThatEndsBeyondTheLimitIsAProblem() {
        List<OracleRow> fit = List.of(named("1", "n".repeat(232)), named("2", "n".repeat(232)));
        List<OracleRow> tooLong = List.of(named("1", "n".repeat(233)), named("2", "n".repeat(233)));

        assertThat(DownOracle.expect(fit, OracleMode.FAIL).rows().get(1).key()).hasSize(255);
        Expected after = DownOracle.expect(tooLong, OracleMode.SKIP);
        assertThat(after.problems())
                .isEqualTo(Example.problem(tooLong.get(1), "KEY_TOO_LONG").problems());
        assertThat(after.rows()).element(1).isEqualTo(tooLong.get(1));
    }
}
