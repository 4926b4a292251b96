package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.noObject;
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
    void nothingChangesOnlyWhereKeyModuleAndBodyStay() {
        assertThat(change(ROW).isNothing()).isTrue();
        assertThat(change(ROW.with("k", "integrations", body("p", "n"))).isNothing())
                .isFalse();
        assertThat(change(ROW.with(ROW.key(), null, body("p", "n"))).isNothing())
                .isFalse();
        assertThat(change(ROW.with(ROW.key(), "integrations", body("p", "x"))).isNothing())
                .isFalse();
    }

    @Test
    void settledIsWhatNeedsNoEditAndNoWord() {
        assertThat(change(ROW.with("k", "integrations", body("p", "n"))).isSettled())
                .isTrue();
        assertThat(change(ROW.with("k", "integrations", body("p", "x"))).isSettled())
                .isFalse();
        assertThat(change(ROW.with("k", "integrations", body("x", "n"))).isSettled())
                .isFalse();
        assertThat(change(ROW.with("k", "integrations", noObject(JsonType.NULL)))
                        .isSettled())
                .isFalse();
        assertThat(new Change(ROW, ROW, Set.of(ChangeNote.DRIFTED)).isSettled()).isFalse();
    }

    @Test
    void bodiesAgreeOnTypeProviderAndNameAlone() {
        Body body = new Body(JsonType.OBJECT, Field.ABSENT, Field.ABSENT, false);

        assertThat(body.agreesWith(new Body(JsonType.OBJECT, Field.ABSENT, Field.ABSENT, true)))
                .isTrue();
        assertThat(body.agreesWith(noObject(JsonType.ABSENT))).isFalse();
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
        assertThat(Direction.UP.from()).isEqualTo(Direction.DOWN.to()).isEqualTo(113);
        assertThat(Direction.UP.to()).isEqualTo(Direction.DOWN.from()).isEqualTo(114);
    }

    private static Change change(Row after) {
        return new Change(ROW, after, Set.of());
    }
}
