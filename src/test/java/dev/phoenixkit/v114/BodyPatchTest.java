package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.json;
import static dev.phoenixkit.v114.Rows.noObject;
import static dev.phoenixkit.v114.Rows.number;
import static dev.phoenixkit.v114.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BodyPatchTest {

    @Test
    void onlyFieldsThatChangeAreMerged() {
        assertThat(patch(body(text("p"), Field.ABSENT), body("p", "n")).merge()).isEqualTo("{\"name\":\"n\"}");
        assertThat(patch(body(number("7"), text("n")), body("7", "n")).merge()).isEqualTo("{\"provider\":\"7\"}");
    }

    @Test
    void bodyThatStaysNeedsNoPatch() {
        assertThat(patch(body("p", "n"), body("p", "n"))).isEqualTo(new BodyPatch(null, List.of(), JsonType.OBJECT));
    }

    @Test
    void bodyThatWasNotThereBecomesAnObject() {
        assertThat(patch(noObject(JsonType.ABSENT), body("p", "n")).merge())
                .isEqualTo("{\"provider\":\"p\",\"name\":\"n\"}");
        assertThat(patch(noObject(JsonType.NULL), body(Field.ABSENT, Field.ABSENT))
                        .merge())
                .isEqualTo("{}");
    }

    @Test
    void textIsEscapedAndNumbersKeepEveryDigit() {
        String digits = "12345678901234567890.0900";

        assertThat(patch(body("p", "n"), body(text("a\"\\\n😀"), number(digits)))
                        .merge())
                .isEqualTo("{\"provider\":\"a\\\"\\\\\\n😀\",\"name\":" + digits + "}");
    }

    @Test
    void jsonNullAndBooleansAreWrittenAsTheyAre() {
        assertThat(patch(body("p", "n"), body(json(JsonType.NULL), new Field(JsonType.BOOLEAN, "true")))
                        .merge())
                .isEqualTo("{\"provider\":null,\"name\":true}");
    }

    @Test
    void fieldThatGoesAwayIsDropped() {
        assertThat(patch(body("p", "n"), body(Field.ABSENT, text("x"))))
                .isEqualTo(new BodyPatch("{\"name\":\"x\"}", List.of("provider"), JsonType.OBJECT));
    }

    @Test
    void fieldThatOnlyGoesAwayNeedsNoMerge() {
        assertThat(patch(body("p", "n"), body(text("p"), Field.ABSENT)))
                .isEqualTo(new BodyPatch(null, List.of("name"), JsonType.OBJECT));
    }

    @Test
    void bodyThatGoesAwayIsReplaced() {
        assertThat(patch(body("p", "n"), noObject(JsonType.ABSENT)))
                .isEqualTo(new BodyPatch(null, List.of(), JsonType.ABSENT));
        assertThat(patch(body("p", "n"), noObject(JsonType.NULL)))
                .isEqualTo(new BodyPatch(null, List.of(), JsonType.NULL));
    }

    @Test
    void objectsAndArraysAreNeverWritten() {
        assertThatThrownBy(() -> patch(body("p", "n"), body(json(JsonType.OBJECT), text("n"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no JSON value for a field of type OBJECT");
    }

    private static BodyPatch patch(Body before, Body after) {
        Row row = Rows.v113("integration:p:n", before);
        return BodyPatch.of(new Change(row, row.with("k", "integrations", after), Set.of()));
    }
}
