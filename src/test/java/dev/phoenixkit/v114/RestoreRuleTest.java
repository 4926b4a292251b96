package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.noObject;
import static dev.phoenixkit.v114.Rows.number;
import static dev.phoenixkit.v114.Rows.text;
import static dev.phoenixkit.v114.Rows.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestoreRuleTest {

    private static final String ONE = "01901234-5678-7abc-8def-111111112222";
    private static final String TWO = "01901234-5678-7abc-8def-aaaaaaaabbbb";

    @Test
    void rowAsTheUpLeftItGetsBackWhatItHad() {
        Change up = up(new Row(UUID.fromString(ONE), "integration:google", null, body(number("2.50"), Field.ABSENT)));

        Change change = only(restore(up, up.after()));

        assertThat(change.after()).isEqualTo(up.before());
        assertThat(change.notes()).containsExactly(ChangeNote.RESTORED);
    }

    @Test
    void bodyThatThereWasNoneOfGoesAwayWhereNothingElseIsInIt() {
        for (JsonType nothing : List.of(JsonType.ABSENT, JsonType.NULL)) {
            Change up = up(new Row(UUID.fromString(ONE), "integration:p:n", "integrations", noObject(nothing)));
            Row bare = v114(ONE, new Body(JsonType.OBJECT, text("p"), text("n"), true));
            Row used = v114(ONE, new Body(JsonType.OBJECT, text("p"), text("n"), false));

            assertThat(only(restore(up, bare)).after().body()).isEqualTo(noObject(nothing));
            assertThat(only(restore(up, used)).after().body()).isEqualTo(body(Field.ABSENT, Field.ABSENT));
        }
    }

    @Test
    void emptyObjectIsAnEmptyObjectAgain() {
        Change up = up(new Row(UUID.fromString(ONE), "integration:p:n", null, body(Field.ABSENT, Field.ABSENT)));
        Row bare = v114(ONE, new Body(JsonType.OBJECT, text("p"), text("n"), true));

        assertThat(only(restore(up, bare)).after().body()).isEqualTo(body(Field.ABSENT, Field.ABSENT));
    }

    @Test
    void rowThatChangedSinceGoesByTheOrdinaryRule() {
        Change up = up(new Row(UUID.fromString(ONE), "integration:google", null, body("google", "default")));
        Row renamed = v114(ONE, body("google", "work"));
        Row otherProvider = v114(ONE, body("gmail", "default"));
        Row otherModule = new Row(UUID.fromString(ONE), ONE, "other", body("google", "default"));
        Row reKeyed = new Row(UUID.fromString(ONE), "another key", "integrations", body("google", "default"));

        assertThat(only(restore(up, renamed)).after().key()).isEqualTo("integration:google:work");
        assertThat(only(restore(up, otherProvider)).after().key()).isEqualTo("integration:gmail:default");
        assertThat(only(restore(up, otherModule)).after().key()).isEqualTo("integration:google:default");
        assertThat(only(restore(up, reKeyed)).after().key()).isEqualTo("integration:google:default");
        assertThat(Stream.of(renamed, otherProvider, otherModule, reKeyed).map(row -> only(restore(up, row))))
                .noneMatch(change -> change.has(ChangeNote.RESTORED));
    }

    @Test
    void rowAddedSinceTakesNoKeyThatARestoredRowNeeds() {
        Change up = up(new Row(UUID.fromString(TWO), "integration:p:n", null, body("p", "n")));

        List<Decision> decisions = restore(up, v114(ONE, body("p", "n")), up.after());

        assertThat(keys(decisions)).containsExactlyInAnyOrder("integration:p:n", "integration:p:n-11111111");
        assertThat(decisions.get(0).before().uuidKey()).isEqualTo(TWO);
    }

    @Test
    void rowWhoseOldKeyIsHeldGoesByTheOrdinaryRule() {
        Change up = up(new Row(UUID.fromString(TWO), "integration:p:n", null, body("p", "n")));
        RestoreRule rule = new RestoreRule(
                Map.of(up.before().uuid(), Undo.of(up)), Set.of("integration:p:n"), KeyLength.CODE_POINTS);

        assertThat(keys(Rows.decide(rule, up.after()))).containsExactly("integration:p:n-aaaaaaaa");
    }

    @Test
    void rowThatTheUpFoundInTheNewShapeIsLeftAsItIs() {
        Row row = v114(ONE, body(Field.ABSENT, Field.ABSENT));
        Decision up = Rows.decide(new UpRule(Set.of()), row).get(0);

        assertThat(restore(up, row)).containsExactly(new Unchanged(row));
    }

    @Test
    void rowsAddedSinceAreSuffixedInTheirOrder() {
        Change up = up(new Row(UUID.fromString(TWO), "integration:p:x", null, body("p", "x")));

        List<Decision> decisions = restore(
                up,
                v114(ONE, body("p", "n")),
                v114("01901234-5678-7abc-8def-cccccccc2222", body("p", "n")),
                up.after());

        assertThat(keys(decisions))
                .containsExactlyInAnyOrder("integration:p:x", "integration:p:n", "integration:p:n-cccccccc");
    }

    @Test
    void problemRowStaysAProblem() {
        Change up = up(new Row(UUID.fromString(TWO), "integration:p:x", null, body("p", "x")));

        List<Decision> decisions = restore(up, v114(ONE, noObject(JsonType.ARRAY)));

        assertThat(decisions).hasSize(1).allMatch(Problem.class::isInstance);
    }

    private static Change up(Row row) {
        return (Change) Rows.decide(new UpRule(Set.of()), row).get(0);
    }

    private static List<Decision> restore(Decision up, Row... rows) {
        return Rows.decide(
                new RestoreRule(Map.of(up.before().uuid(), Undo.of(up)), Set.of(), KeyLength.CODE_POINTS), rows);
    }

    private static Change only(List<Decision> decisions) {
        assertThat(decisions).hasSize(1);
        return (Change) decisions.get(0);
    }

    private static Set<String> keys(List<Decision> decisions) {
        return decisions.stream()
                .map(decision -> ((Change) decision).after().key())
                .collect(Collectors.toSet());
    }
}
