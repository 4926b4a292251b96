package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.json;
import static dev.phoenixkit.v114.Rows.number;
import static dev.phoenixkit.v114.Rows.text;
import static dev.phoenixkit.v114.Rows.v113;
import static dev.phoenixkit.v114.Rows.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeNoteTest {

    @Test
    void whatIsFilledIsNamed() {
        assertThat(up(ChangeNote.FILLED, body(Field.ABSENT, text("n")))).isEqualTo("provider filled from the key");
        assertThat(up(ChangeNote.FILLED, body(text("p"), json(JsonType.NULL)))).isEqualTo("name filled from the key");
        assertThat(up(ChangeNote.FILLED, body(text(""), text("")))).isEqualTo("provider and name filled from the key");
    }

    @Test
    void whatIsTurnedIntoTextIsNamedWithItsType() {
        assertThat(up(ChangeNote.CONVERTED, body(text("p"), number("7"))))
                .isEqualTo("name (a number) turned into text");
        assertThat(up(ChangeNote.CONVERTED, body(new Field(JsonType.BOOLEAN, "true"), text("n"))))
                .isEqualTo("provider (a boolean) turned into text");
        assertThat(up(ChangeNote.CONVERTED, body(number("1"), number("2"))))
                .isEqualTo("provider (a number) and name (a number) turned into text");
    }

    @Test
    void driftShowsWhatTheKeySays() {
        assertThat(up(ChangeNote.DRIFTED, body("p", "x"))).isEqualTo("the key says \"p\" \"n\", the body's stays");
    }

    @Test
    void renamingShowsTheNameAndTheKeyThatIsTaken() {
        Row row = v114("01901234-5678-7abc-8def-111111112222", body(text("p"), Field.ABSENT));

        assertThat(ChangeNote.RENAMED.describe(new Change(row, row, Set.of(ChangeNote.RENAMED))))
                .isEqualTo("renamed from \"default\", whose key \"integration:p:default\" is taken");
    }

    @Test
    void restoredSaysSo() {
        assertThat(up(ChangeNote.RESTORED, body("p", "n"))).isEqualTo("restored from the report");
    }

    private static String up(ChangeNote note, Body body) {
        Row row = v113("integration:p:n", body);
        return note.describe(new Change(row, row, Set.of(note)));
    }
}
