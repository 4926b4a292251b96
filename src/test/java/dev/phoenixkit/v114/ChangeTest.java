package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeTest {

    private static final Row ROW = Rows.v113("integration:p:n", body("p", "n"));

    @Test
    void changeIsOfOneRow() {
        Row other = Rows.v114("01901234-5678-7abc-8def-111111112222", body("p", "n"));

        assertThatThrownBy(() -> new Change(ROW, other, Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a change of " + ROW.uuid() + " into " + other.uuid());
    }

    @Test
    void notesCanBeAsked() {
        Change change = new Change(ROW, ROW, Set.of(ChangeNote.FILLED));

        assertThat(change.has(ChangeNote.FILLED)).isTrue();
        assertThat(change.has(ChangeNote.RENAMED)).isFalse();
    }

    @Test
    void directionsKnowTheirGoalsAndVersions() {
        assertThat(Direction.UP.goal()).isEqualTo("v114-up");
        assertThat(Direction.DOWN.goal()).isEqualTo("v114-down");
        assertThat(Direction.UP.fromVersion())
                .isEqualTo(Direction.DOWN.toVersion())
                .isEqualTo(113);
        assertThat(Direction.UP.toVersion())
                .isEqualTo(Direction.DOWN.fromVersion())
                .isEqualTo(114);
    }
}
