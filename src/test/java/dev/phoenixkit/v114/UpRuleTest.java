package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.ID;
import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.json;
import static dev.phoenixkit.v114.Rows.noObject;
import static dev.phoenixkit.v114.Rows.number;
import static dev.phoenixkit.v114.Rows.text;
import static dev.phoenixkit.v114.Rows.v113;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

public class UpRuleTest {

    @Test
    void keyBecomesTheUuidAndModuleBecomesIntegrations() {
        Change change = change(new Row(ID, "integration:google:work", null, body("google", "work")));

        assertThat(change.after()).isEqualTo(new Row(ID, ID.toString(), "integrations", body("google", "work")));
    }

    @Test
    void completeBodyThatAgreesWithItsKeyStaysAsItIs() {
        Change change = change(v113("integration:google:work", body("google", "work")));

        assertThat(change.after().body()).isEqualTo(change.before().body());
        assertThat(change.notes()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = JsonType.class,
            names = {"ABSENT", "NULL"})
    void bodyThatIsNotThereCountsAsEmptyObject(JsonType nothing) {
        Change change = change(v113("integration:google:work", noObject(nothing)));

        assertThat(change.after().body()).isEqualTo(body("google", "work"));
        assertThat(change.notes()).containsExactly(ChangeNote.FILLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "null", "empty"})
    void blankFieldIsFilledFromTheKey(String kind) {
        Field blank = switch (kind) {
            case "absent" -> Field.ABSENT;
            case "null" -> json(JsonType.NULL);
            default -> text("");
        };

        assertThat(change(v113("integration:p:n", body(blank, text("n"))))
                        .after()
                        .body())
                .isEqualTo(body("p", "n"));
        assertThat(change(v113("integration:p:n", body(text("p"), blank)))
                        .after()
                        .body())
                .isEqualTo(body("p", "n"));
    }

    @Test
    void keyWithoutNameGivesTheNameDefault() {
        assertThat(change(v113("integration:google", noObject(JsonType.ABSENT)))
                        .after()
                        .body())
                .isEqualTo(body("google", "default"));
    }

    @Test
    void fieldThatDisagreesWithTheKeyStaysAndIsNoted() {
        Change name = change(v113("integration:google:work", body("google", "foo:default")));
        Change provider = change(v113("integration:google:work", body("gmail", "work")));

        assertThat(name.after().body()).isEqualTo(body("google", "foo:default"));
        assertThat(provider.after().body()).isEqualTo(body("gmail", "work"));
        assertThat(name.notes()).containsExactly(ChangeNote.DRIFTED);
        assertThat(provider.notes()).containsExactly(ChangeNote.DRIFTED);
    }

    @Test
    void loneSpaceIsAName() {
        Change change = change(v113("integration:google:work", body("google", " ")));

        assertThat(change.after().body()).isEqualTo(body("google", " "));
    }

    @ParameterizedTest
    @CsvSource({"7, NUMBER", "2.50, NUMBER", "12345678901234567890.0900, NUMBER", "false, BOOLEAN"})
    void numberOrBooleanBecomesItsText(String value, JsonType type) {
        Change change = change(v113("integration:p:" + value, body(new Field(type, value), new Field(type, value))));

        assertThat(change.after().body()).isEqualTo(body(value, value));
        assertThat(change.notes()).contains(ChangeNote.CONVERTED);
    }

    @Test
    void notesSayJustWhatHappens() {
        assertThat(change(v113("integration:p:n", body(text("p"), Field.ABSENT)))
                        .notes())
                .containsExactly(ChangeNote.FILLED);
        assertThat(change(v113("integration:p:n", body(text(""), text("n")))).notes())
                .containsExactly(ChangeNote.FILLED);
        assertThat(change(v113("integration:7:n", body(number("7"), text("n")))).notes())
                .containsExactly(ChangeNote.CONVERTED);
        assertThat(change(v113("integration:p:n", body(text("p"), json(JsonType.NULL))))
                        .notes())
                .containsExactly(ChangeNote.FILLED);
        assertThat(change(v113("integration:p:n", body("p", "n"))).notes()).isEmpty();
    }

    @Test
    void convertedNameThatAgreesWithTheKeyIsNotDrifted() {
        assertThat(change(v113("integration:p:7", body(text("p"), number("7")))).notes())
                .containsExactly(ChangeNote.CONVERTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = JsonType.class,
            names = {"ARRAY", "STRING", "NUMBER", "BOOLEAN"})
    void bodyOfAnotherKindIsAProblem(JsonType type) {
        Problem problem = problem(v113("integration:p:n", noObject(type)));

        assertThat(problem.after()).isEqualTo(problem.before());
        assertThat(problem.reason()).isEqualTo(Reason.BODY_NOT_OBJECT);
        assertThat(problem.describe())
                .isEqualTo(
                        "uuid " + ID + ", key \"integration:p:n\": its value_json is of type "
                                + type.name().toLowerCase(Locale.ROOT)
                                + ", not an object. To do: put an object into value_json, or delete the row if nothing uses it");
    }

    @ParameterizedTest
    @EnumSource(
            value = JsonType.class,
            names = {"OBJECT", "ARRAY"})
    void objectOrArrayAsProviderOrNameIsAProblem(JsonType type) {
        Problem provider = problem(v113("integration:p:n", body(json(type), text("n"))));
        Problem name = problem(v113("integration:p:n", body(text("p"), json(type))));

        String word = type.name().toLowerCase(Locale.ROOT);
        assertThat(provider.what())
                .isEqualTo("the field provider in its value_json is of type " + word + ", not a text");
        assertThat(provider.remedy()).isEqualTo("write the provider's name into the field, as a text");
        assertThat(name.what()).isEqualTo("the field name in its value_json is of type " + word + ", not a text");
        assertThat(name.remedy()).isEqualTo("write the connection's name into the field, as a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"integration:", "integration::x"})
    void noProviderInKeyNorBodyIsAProblem(String key) {
        Problem problem = problem(v113(key, body(Field.ABSENT, text("x"))));

        assertThat(problem.reason()).isEqualTo(Reason.NO_PROVIDER);
        assertThat(problem.what()).isEqualTo("it has no provider, neither in its key nor in its value_json");
        assertThat(problem.remedy())
                .isEqualTo("write the provider into the field provider of value_json,"
                        + " or delete the row if nothing uses it");
    }

    @Test
    void providerInTheBodyIsEnough() {
        assertThat(change(v113("integration::x", body(text("p"), Field.ABSENT)))
                        .after()
                        .body())
                .isEqualTo(body("p", "x"));
    }

    @Test
    void uuidThatIsAnotherRowsKeyIsAProblem() {
        Row row = v113("integration:p:n", body("p", "n"));
        Problem problem =
                (Problem) Rows.decide(new UpRule(Set.of(ID.toString())), row).get(0);

        assertThat(problem.reason()).isEqualTo(Reason.UUID_KEY_TAKEN);
        assertThat(problem.what()).isEqualTo("another row has this row's uuid as its key");
        assertThat(problem.remedy())
                .isEqualTo("find out which of the two rows is in use, and delete or re-key the other");
    }

    @Test
    void rowInTheNewShapeIsLeftAsItIs() {
        Row row = Rows.v114("01901234-5678-7abc-8def-0123456789ac", body(Field.ABSENT, Field.ABSENT));

        assertThat(Rows.decide(new UpRule(Set.of()), row)).containsExactly(new Unchanged(row));
    }

    @Test
    void uuidIsWrittenAsPostgresWritesIt() {
        UUID uuid = UUID.fromString("FFFFFFFF-ABCD-4ABC-8DEF-ABCDEFABCDEF");
        assertThat(new Row(uuid, "k", null, body("p", "n")).uuidKey())
                .isEqualTo("ffffffff-abcd-4abc-8def-abcdefabcdef");
    }

    private static Change change(Row row) {
        return (Change) Rows.decide(new UpRule(Set.of()), row).get(0);
    }

    private static Problem problem(Row row) {
        return (Problem) Rows.decide(new UpRule(Set.of()), row).get(0);
    }
}
