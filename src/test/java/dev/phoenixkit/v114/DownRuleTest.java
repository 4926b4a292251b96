package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.decide;
import static dev.phoenixkit.v114.Rows.json;
import static dev.phoenixkit.v114.Rows.noObject;
import static dev.phoenixkit.v114.Rows.number;
import static dev.phoenixkit.v114.Rows.text;
import static dev.phoenixkit.v114.Rows.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

public class DownRuleTest {

    private static final String ONE = "01901234-5678-7abc-8def-111111112222";
    private static final String TWO = "01901234-5678-7abc-8def-aaaaaaaabbbb";
    private static final String SAME_8 = "01901234-5678-7abc-8def-aaaaaaaacccc";
    private static final String SAME_12 = "01901234-5678-7abc-9def-aaaaaaaabbbb";

    @Test
    void keyComesFromTheBodyAndNothingElseChanges() {
        Body body = body("google", "My work: all of it");
        Change change = (Change) only(body);

        assertThat(change.after())
                .isEqualTo(
                        new Row(UUID.fromString(ONE), "integration:google:My work: all of it", Row.INTEGRATIONS, body));
        assertThat(change.notes()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.phoenixkit.v114.Rows#blankFields")
    void missingOrEmptyNameIsDefaultInTheKeyAndStaysInTheBody(Field blank) {
        Body body = body(text("p"), blank);

        assertThat(only(body).after())
                .isEqualTo(new Row(UUID.fromString(ONE), "integration:p:default", Row.INTEGRATIONS, body));
    }

    @Test
    void numberOrBooleanCountsAsItsText() {
        Body body = body(number("2.50"), new Field(JsonType.BOOLEAN, "false"));

        assertThat(keys(down(v114(ONE, body)))).containsExactly("integration:2.50:false");
    }

    @Test
    void firstRowKeepsTheKeyAndTheNextGetsEightCharactersOfItsUuidInKeyAndBody() {
        List<Decision> decisions = down(v114(ONE, body("p", "n")), v114(TWO, body("p", "n")));

        assertThat(keys(decisions)).containsExactly("integration:p:n", "integration:p:n-aaaaaaaa");
        Change second = (Change) decisions.get(1);
        assertThat(second.after().body()).isEqualTo(body("p", "n-aaaaaaaa"));
        assertThat(second.notes()).containsExactly(ChangeNote.RENAMED);
    }

    @Test
    void suffixGrowsToTwelveCharactersThenToTheWholeUuid() {
        List<Decision> decisions = down(
                v114(ONE, body("p", "n")),
                v114(TWO, body("p", "n")),
                v114(SAME_8, body("p", "n")),
                v114(SAME_12, body("p", "n")));

        assertThat(keys(decisions))
                .containsExactly(
                        "integration:p:n",
                        "integration:p:n-aaaaaaaa",
                        "integration:p:n-aaaaaaaacccc",
                        "integration:p:n-aaaaaaaabbbb");
        DownRule held = rule("integration:p:n", "integration:p:n-aaaaaaaa", "integration:p:n-aaaaaaaabbbb");
        assertThat(keys(decide(held, v114(TWO, body("p", "n"))))).containsExactly("integration:p:n-" + TWO);
    }

    @Test
    void plainKeysAreSettledBeforeAnySuffixIsGiven() {
        List<Decision> decisions =
                down(v114(ONE, body("p", "n")), v114(TWO, body("p", "n")), v114(SAME_12, body("p", "n-aaaaaaaa")));

        assertThat(keys(decisions))
                .containsExactly("integration:p:n", "integration:p:n-aaaaaaaa", "integration:p:n-aaaaaaaabbbb");
        assertThat(decisions.get(1).before().uuidKey()).isEqualTo(SAME_12);
    }

    @Test
    void keyHeldByARowOutsideIsACollision() {
        assertThat(keys(decide(rule("integration:p:n"), v114(ONE, body("p", "n")))))
                .containsExactly("integration:p:n-11111111");
    }

    @Test
    void rowThatWaitsSaysWhichKeysItCouldGetAndTakesNoneThatIsOccupiedByThen() {
        DownRule rule = rule();
        Optional<Decision> first = rule.accept(v114(ONE, body("p", "n")));
        Optional<Decision> waiting = rule.accept(v114(TWO, body("p", "n")));

        assertThat(first).isPresent();
        assertThat(waiting).isEmpty();
        assertThat(rule.candidateKeys())
                .containsExactly("integration:p:n-aaaaaaaa", "integration:p:n-aaaaaaaabbbb", "integration:p:n-" + TWO);

        rule.occupy(Set.of("integration:p:n-aaaaaaaa"));
        assertThat(keys(rule.finish())).containsExactly("integration:p:n-aaaaaaaabbbb");
    }

    @Test
    void whatCollidesIsTheKeyNotProviderAndName() {
        List<Decision> decisions = down(v114(ONE, body("p", "a:b")), v114(TWO, body("p:a", "b")));

        assertThat(keys(decisions)).containsExactly("integration:p:a:b", "integration:p:a:b-aaaaaaaa");
        assertThat(((Change) decisions.get(1)).after().body()).isEqualTo(body("p:a", "b-aaaaaaaa"));
    }

    @Test
    void suffixedRowWithoutNameIsNamedDefaultWithTheSuffix() {
        List<Decision> decisions = down(v114(ONE, body("p", "default")), v114(TWO, body(text("p"), Field.ABSENT)));

        assertThat(((Change) decisions.get(1)).after().body()).isEqualTo(body("p", "default-aaaaaaaa"));
    }

    @Test
    void wholeUuidSuffixTakenTooIsAProblem() {
        DownRule held = rule(
                "integration:p:n",
                "integration:p:n-aaaaaaaa",
                "integration:p:n-aaaaaaaabbbb",
                "integration:p:n-" + TWO);

        assertProblem(
                decide(held, v114(TWO, body("p", "n"))).get(0),
                "its key is taken, and so is every suffixed one, up to \"integration:p:n-" + TWO + "\"",
                "give the connection another name (the field name in value_json)");
    }

    @ParameterizedTest
    @MethodSource("dev.phoenixkit.v114.Rows#blankFields")
    void missingOrEmptyProviderIsAProblem(Field blank) {
        assertThat(problem(body(blank, text("n"))).what()).isEqualTo("it has no provider in its value_json");
    }

    @ParameterizedTest
    @EnumSource(
            value = JsonType.class,
            names = {"ARRAY", "STRING", "NUMBER", "BOOLEAN"})
    void bodyOfAnotherKindIsAProblem(JsonType type) {
        assertThat(problem(noObject(type)).reason()).isEqualTo(Reason.BODY_NOT_OBJECT);
    }

    @ParameterizedTest
    @EnumSource(
            value = JsonType.class,
            names = {"ABSENT", "NULL"})
    void bodyThatIsNotThereHasNoProvider(JsonType type) {
        assertThat(problem(noObject(type)).reason()).isEqualTo(Reason.NO_PROVIDER);
    }

    @ParameterizedTest
    @EnumSource(
            value = JsonType.class,
            names = {"OBJECT", "ARRAY"})
    void objectOrArrayAsProviderOrNameIsAProblem(JsonType type) {
        assertThat(problem(body(json(type), text("n"))).reason()).isEqualTo(Reason.PROVIDER_NOT_SCALAR);
        assertThat(problem(body(text("p"), json(type))).reason()).isEqualTo(Reason.NAME_NOT_SCALAR);
    }

    @Test
    void lengthIsCountedInCodePointsAndAKeyOver255IsAProblemWithItsLength() {
        // Each of these is one character to the server and two UTF-16 units to Java.
        String fits = "😀".repeat(255 - "integration:p:".length());

        assertThat(keys(down(v114(ONE, body("p", fits))))).containsExactly("integration:p:" + fits);
        assertProblem(
                only(body("p", fits + "x")),
                "its key would be 256 characters long, and the column holds 255",
                "give the connection a shorter name (the field name in value_json)");
    }

    @Test
    void sqlAsciiServersCountBytes() {
        Row row = v114(ONE, body("p", "é".repeat(125)));

        assertThat(down(row)).hasOnlyElementsOfType(Change.class);
        Problem problem =
                (Problem) decide(new DownRule(Set.of(), KeyLength.BYTES), row).get(0);
        assertThat(problem.what()).isEqualTo("its key would be 264 characters long, and the column holds 255");
    }

    @Test
    void suffixThatMakesTheKeyTooLongIsAProblem() {
        String name = "n".repeat(255 - "integration:p:".length() - 8);
        List<Decision> decisions = down(v114(ONE, body("p", name)), v114(TWO, body("p", name)));

        assertThat(((Problem) decisions.get(1)).what())
                .isEqualTo("its key would be 256 characters long, and the column holds 255");
    }

    @Test
    void problemRowClaimsNoKey() {
        String name = "n".repeat(255 - "integration:p:".length() - 8);
        List<Decision> decisions = down(
                v114(ONE, body("p", name)),
                v114(TWO, body("p", name)),
                v114(SAME_8, noObject(JsonType.ARRAY)),
                v114(SAME_12, body("q", "n")));

        assertThat(keys(decisions)).containsExactly("integration:p:" + name, "integration:q:n");
    }

    private static DownRule rule(String... held) {
        return new DownRule(Set.of(held), KeyLength.CODE_POINTS);
    }

    private static List<Decision> down(Row... rows) {
        return decide(rule(), rows);
    }

    private static Decision only(Body body) {
        return down(v114(ONE, body)).get(0);
    }

    private static Problem problem(Body body) {
        return (Problem) only(body);
    }

    private static void assertProblem(Decision decision, String what, String remedy) {
        assertThat(((Problem) decision).what()).isEqualTo(what);
        assertThat(((Problem) decision).remedy()).isEqualTo(remedy);
    }

    private static List<String> keys(List<Decision> decisions) {
        return decisions.stream()
                .filter(Change.class::isInstance)
                .map(decision -> ((Change) decision).after().key())
                .toList();
    }
}
