package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.ID;
import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.v113;
import static dev.phoenixkit.v114.Rows.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class UndoTest {
    private static final Row BEFORE = v113("integration:p:n", body("p", "n"));
    private static final Row AFTER = v114(ID.toString(), body("p", "n"));
    private static final Undo UNDO = Undo.of(new Change(BEFORE, AFTER, Set.of()));

    @Test
    void upIsShownByARowThatIsAsItLeftItAndWasAnotherBefore() {
        assertThat(UNDO.isShownBy(AFTER)).isTrue();
        assertThat(UNDO.isShownBy(v114(ID.toString(), body("p", "m")))).isFalse();
        assertThat(Undo.of(new Unchanged(AFTER)).isShownBy(AFTER)).isFalse();
    }

    @Test
    void twoUpsAreUndoneTogetherWhereTheLaterFoundWhatTheEarlierLeft() {
        Undo later = Undo.of(new Unchanged(AFTER));
        assertThat(UNDO.then(later)).isEqualTo(UNDO);

        Undo ofAnother = Undo.of(new Unchanged(v114(ID.toString(), body("p", "m"))));
        assertThat(UNDO.then(ofAnother)).isEqualTo(ofAnother);
    }

    /** Reports hold sums of it, so it is the same in every version of the plugin. */
    @Test
    void checksumIsOfTheRowBeforeAndAfter() {
        assertThat(UNDO.checksum()).isEqualTo(31 * OwnedContent.hash(BEFORE) + OwnedContent.hash(AFTER));
        assertThat(OwnedContent.hash(BEFORE)).isNotZero();
    }
}
