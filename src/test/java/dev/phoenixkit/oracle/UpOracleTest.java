package dev.phoenixkit.oracle;

import static dev.phoenixkit.oracle.Example.row;
import static dev.phoenixkit.oracle.Example.uuid;
import static dev.phoenixkit.oracle.Example.v113;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpOracleTest {
    private static final UUID ONE = uuid("1");
    private static final UUID TWO = uuid("2");

    @ParameterizedTest(name = "{0} is {1}, {2}")
    @CsvSource({
        "integration:google:default, google, default",
        "integration:google,         google, default",
        "integration:google:,        google, default",
        "integration:p:a:b,          p,      a:b",
        "integration:p::b,           p,      :b",
        "integration:p:a:,           p,      a:",
        "'integration:p: ',          p,      ' '",
        "'integration: ',            ' ',    default",
        "'integration:p:a\nb',       p,      'a\nb'"
    })
    void bodyWithoutMembersIsFilledFromTheKey(String key, String provider, String name) {
        OracleRow after = only(v113(key, "{}"));

        assertThat(after.valueJson())
                .isEqualTo(JsonMembers.none()
                        .withText("provider", provider)
                        .withText("name", name)
                        .json());
        assertThat(after.key()).isEqualTo("10000000-0000-7000-8000-000000000000");
        assertThat(after.module()).isEqualTo("integrations");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"provider\": null, \"name\": null}", "{\"provider\": \"\", \"name\": \"\"}", "null"})
    void absentNullAndEmptyMembersAreFilled(String body) {
        assertThat(only(v113("integration:p:n", body)).valueJson()).isEqualTo("{\"provider\": \"p\", \"name\": \"n\"}");
    }

    @Test
    void sqlNullCountsAsAnEmptyObject() {
        assertThat(only(v113("integration:p:n", null)).valueJson()).isEqualTo("{\"provider\": \"p\", \"name\": \"n\"}");
    }

    @Test
    void completeBodyStaysAsItIs() {
        String body = "{\"name\": \"n\", \"big\": 1.50000000000000000000000000, \"provider\": \"p\"}";

        assertThat(only(v113("integration:p:n", body)).valueJson()).isSameAs(body);
    }

    @Test
    void otherMembersStayAsTheyAre() {
        assertThat(only(v113("integration:p:n", "{\"x\": 1.00, \"names\": {\"name\": 2.50}}"))
                        .valueJson())
                .isEqualTo("{\"x\": 1.00, \"names\": {\"name\": 2.50}, \"provider\": \"p\", \"name\": \"n\"}");
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "2.50, 2.50", "false, false", "true, true", "0, 0"})
    void numbersAndBooleansBecomeTheirText(String raw, String text) {
        String body = "{\"provider\": " + raw + ", \"name\": " + raw + "}";

        assertThat(only(v113("integration:p:n", body)).valueJson())
                .isEqualTo("{\"provider\": \"" + text + "\", \"name\": \"" + text + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\": 1}", "[]", "[\"google\"]"})
    void objectOrArrayAsMemberIsAProblem(String raw) {
        assertProblem(
                v113("integration:p:n", "{\"provider\": " + raw + ", \"name\": \"n\"}"),
                OracleProblem.PROVIDER_NOT_TEXT);
        assertProblem(
                v113("integration:p:n", "{\"provider\": \"p\", \"name\": " + raw + "}"), OracleProblem.NAME_NOT_TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[null, {}]", "\"\"", "\"p\"", "7", "1.0", "true", "false"})
    void bodyOfAnotherKindIsAProblem(String body) {
        assertProblem(v113("integration:p:n", body), OracleProblem.BODY_NOT_AN_OBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"integration:", "integration::", "integration::x", "integration::a:b"})
    void noProviderInKeyNorBodyIsAProblem(String key) {
        assertProblem(v113(key, "{}"), OracleProblem.PROVIDER_MISSING);
        assertProblem(v113(key, "{\"provider\": \"\", \"name\": \"n\"}"), OracleProblem.PROVIDER_MISSING);
        assertProblem(v113(key, null), OracleProblem.PROVIDER_MISSING);
    }

    @Test
    void providerOfTheBodyServesWhereTheKeyHasNone() {
        assertThat(only(v113("integration::x", "{\"provider\": \"p\"}")).valueJson())
                .isEqualTo("{\"provider\": \"p\", \"name\": \"x\"}");
        assertThat(only(v113("integration:", "{\"provider\": 7}")).valueJson())
                .isEqualTo("{\"provider\": \"7\", \"name\": \"default\"}");
    }

    @Test
    void uuidThatIsAnotherRowsKeyIsAProblem() {
        OracleRow holder = row(TWO, ONE.toString(), null, null);
        OracleRow row = v113("integration:p:n", "{}");

        assertThat(UpOracle.expect(List.of(row, holder), OracleMode.SKIP))
                .isEqualTo(new Expected(
                        List.of(row, holder), Map.of(ONE, Set.of(OracleProblem.UUID_TAKEN_AS_KEY)), List.of()));
    }

    @Test
    void uuidThatIsAnotherRowsKeyInUppercaseIsNone() {
        UUID letters = uuid("a");
        OracleRow holder = row(TWO, "A" + letters.toString().substring(1), null, null);

        Expected after = UpOracle.expect(List.of(row(letters, "integration:p:n", null, "{}"), holder), OracleMode.FAIL);

        assertThat(after.problems()).isEmpty();
        assertThat(after.rows().get(0).key()).isEqualTo(letters.toString());
    }

    @Test
    void nameOfTheBodyStaysWhereTheKeyDisagreesAndIsListed() {
        OracleRow row = v113("integration:google:work", "{\"provider\": \"google\", \"name\": \"foo:default\"}");

        Expected after = UpOracle.expect(List.of(row), OracleMode.FAIL);

        assertThat(after.rows().get(0).valueJson()).isEqualTo(row.valueJson());
        assertThat(after.nameChanges()).containsExactly(new NameChange(ONE, "google", "work", "foo:default"));
    }

    @Test
    void nameThatIsFilledOrMeansTheSameIsNotListed() {
        assertThat(drift("integration:p:n", "{}")).isEmpty();
        assertThat(drift("integration:p:n", "{\"name\": \"\"}")).isEmpty();
        assertThat(drift("integration:p", "{\"name\": \"default\"}")).isEmpty();
        assertThat(drift("integration:p:7", "{\"name\": 7}")).isEmpty();
        assertThat(drift("integration:p:n", "{\"name\": \"n\", \"provider\": \"other\"}"))
                .isEmpty();
        assertThat(drift("integration:p", "{\"name\": \"work\"}"))
                .containsExactly(new NameChange(ONE, "p", "default", "work"));
    }

    @Test
    void loneSpaceAsNameIsKept() {
        assertThat(only(v113("integration:p:n", "{\"provider\": \" \", \"name\": \" \"}"))
                        .valueJson())
                .isEqualTo("{\"provider\": \" \", \"name\": \" \"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Integration:p:n",
                "integrationx:p:n",
                "integration",
                " integration:p",
                "x\nintegration:p:n",
                "10000000-0000-7000-8000-000000000000",
                "site_name"
            })
    void rowsOfAnyOtherKeyAreNotTouched(String key) {
        OracleRow row = row(ONE, key, null, "{\"a\": 1}");

        assertThat(UpOracle.expect(List.of(row), OracleMode.FAIL).rows()).containsExactly(row);
    }

    @Test
    void moduleIsSetAndValueAndDatesStay() {
        OracleRow old = new OracleRow(ONE, "integration:p:n", "v", "{}", null, "2020-01-01 00:00:00", "infinity");

        OracleRow after = only(old);

        assertThat(after)
                .isEqualTo(new OracleRow(
                        ONE,
                        ONE.toString(),
                        "v",
                        after.valueJson(),
                        "integrations",
                        "2020-01-01 00:00:00",
                        "infinity"));
        assertThat(only(old.withModule("system")).module()).isEqualTo("integrations");
    }

    @Test
    void oneProblemRowStopsAllInFailModeAndOnlyItselfInSkipMode() {
        OracleRow good = row(TWO, "integration:p:n", "integrations", "{}");
        OracleRow bad = v113("integration:p:a", "[]");
        List<OracleRow> before = List.of(bad, good);

        Expected failed = UpOracle.expect(before, OracleMode.FAIL);
        Expected skipped = UpOracle.expect(before, OracleMode.SKIP);

        assertThat(failed.rows()).isEqualTo(before);
        assertThat(failed.problems()).isEqualTo(skipped.problems()).containsOnlyKeys(ONE);
        assertThat(skipped.rows().get(0)).isEqualTo(bad);
        assertThat(skipped.rows().get(1).key()).isEqualTo(TWO.toString());
    }

    @Test
    void everyReasonThatHoldsIsGiven() {
        assertProblem(
                v113("integration::n", "{\"name\": []}"), OracleProblem.PROVIDER_MISSING, OracleProblem.NAME_NOT_TEXT);
    }

    private static OracleRow only(OracleRow row) {
        Expected after = UpOracle.expect(List.of(row), OracleMode.FAIL);
        assertThat(after.problems()).isEmpty();
        return after.rows().get(0);
    }

    private static List<NameChange> drift(String key, String body) {
        return UpOracle.expect(List.of(v113(key, body)), OracleMode.FAIL).nameChanges();
    }

    private static void assertProblem(OracleRow row, OracleProblem... reasons) {
        assertThat(UpOracle.expect(List.of(row), OracleMode.SKIP))
                .isEqualTo(new Expected(List.of(row), Map.of(row.uuid(), Set.of(reasons)), List.of()));
    }
}
