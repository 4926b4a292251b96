package dev.phoenixkit.oracle;

import static dev.phoenixkit.oracle.Example.named;
import static dev.phoenixkit.oracle.Example.row;
import static dev.phoenixkit.oracle.Example.uuid;
import static dev.phoenixkit.oracle.Example.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DownOracleTest {
    private static final UUID ONE = uuid("1");

    @Test
    void keyComesFromTheBodyAndNothingElseChanges() {
        OracleRow row = v114(ONE, "{\"provider\": \"google\", \"name\": \"a:b\", \"x\": 1.00}");

        assertThat(down(row).rows()).containsExactly(row.withKey("integration:google:a:b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"provider\": \"p\"}",
                "{\"provider\": \"p\", \"name\": null}",
                "{\"provider\": \"p\", \"name\": \"\"}"
            })
    void missingNameIsDefaultInTheKeyOnly(String body) {
        assertThat(down(v114(ONE, body)).rows())
                .containsExactly(row(ONE, "integration:p:default", "integrations", body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"n\"}",
                "{\"provider\": null, \"name\": \"n\"}",
                "{\"provider\": \"\", \"name\": \"n\"}"
            })
    void missingProviderIsAProblem(String body) {
        assertProblem(v114(ONE, body), OracleProblem.PROVIDER_MISSING);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "2.50, 2.50", "false, false"})
    void numbersAndBooleansGiveTheirTextAndStay(String raw, String text) {
        OracleRow row = v114(ONE, "{\"provider\": " + raw + ", \"name\": " + raw + "}");

        assertThat(down(row).rows()).containsExactly(row.withKey("integration:" + text + ":" + text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"a\": 1}", "[\"p\"]"})
    void objectOrArrayAsMemberIsAProblem(String raw) {
        assertProblem(v114(ONE, "{\"provider\": " + raw + ", \"name\": \"n\"}"), OracleProblem.PROVIDER_NOT_TEXT);
        assertProblem(v114(ONE, "{\"provider\": \"p\", \"name\": " + raw + "}"), OracleProblem.NAME_NOT_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"p\"", "7", "true"})
    void bodyThatIsNoObjectIsAProblem(String body) {
        assertProblem(v114(ONE, body), OracleProblem.BODY_NOT_AN_OBJECT);
    }

    @Test
    void nullBodyIsNoObjectAndHasNoProvider() {
        assertProblem(v114(ONE, null), OracleProblem.BODY_NOT_AN_OBJECT, OracleProblem.PROVIDER_MISSING);
        assertProblem(v114(ONE, "null"), OracleProblem.BODY_NOT_AN_OBJECT, OracleProblem.PROVIDER_MISSING);
    }

    @Test
    void loneSpaceIsAProviderAndAName() {
        assertThat(keys(v114(ONE, "{\"provider\": \" \", \"name\": \" \"}"))).containsExactly("integration: : ");
    }

    @Test
    void charactersAreCountedAsTheServerCountsThem() {
        String emoji = "\ud83d\ude00";

        assertThat(keys(named("1", emoji.repeat(241)))).containsExactly("integration:p:" + emoji.repeat(241));
        assertProblem(named("1", emoji.repeat(242)), OracleProblem.KEY_TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({
        "a0000000-0000-7000-8000-000000000000, system",
        "a0000000-0000-7000-8000-000000000000,",
        "A0000000-0000-7000-8000-000000000000, integrations",
        "a0000000000070008000000000000000, integrations",
        "b0000000-0000-7000-8000-000000000000, integrations",
        "integration:p:n, integrations",
        "site_name, integrations"
    })
    void rowsOfOtherModulesAndOtherKeysAreNotTouched(String key, String module) {
        OracleRow row = row(uuid("a"), key, module, "{\"provider\": \"p\", \"name\": \"x\"}");

        assertThat(down(row).rows()).containsExactly(row);
    }

    @Test
    void problemRowsStopAllInFailModeAndClaimNothingInSkipMode() {
        OracleRow bad = v114(ONE, "{\"name\": \"n\"}");
        List<OracleRow> before = List.of(bad, named("2", "n"), named("3", "n"));

        assertThat(DownOracle.expect(before, OracleMode.FAIL))
                .isEqualTo(new Expected(before, Map.of(ONE, Set.of(OracleProblem.PROVIDER_MISSING)), List.of()));
        assertThat(DownOracle.expect(before, OracleMode.SKIP).rows())
                .extracting(OracleRow::key)
                .containsExactly(ONE.toString(), "integration:p:n", "integration:p:n-00000000");
    }

    private static Expected down(OracleRow... rows) {
        Expected after = DownOracle.expect(List.of(rows), OracleMode.FAIL);
        assertThat(after.problems()).isEmpty();
        return after;
    }

    private static List<String> keys(OracleRow... rows) {
        return down(rows).rows().stream().map(OracleRow::key).toList();
    }

    private static void assertProblem(OracleRow row, OracleProblem... reasons) {
        assertThat(DownOracle.expect(List.of(row), OracleMode.SKIP))
                .isEqualTo(new Expected(List.of(row), Map.of(row.uuid(), Set.of(reasons)), List.of()));
    }
}
