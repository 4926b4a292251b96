package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.text;
import static dev.phoenixkit.v114.Rows.v113;
import static dev.phoenixkit.v114.Rows.v114;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShapeMismatchTest {

    private static final String ID = "01901234-5678-7abc-8def-111111112222";
    private static final Row OLD = v113("integration:p:n", body("p", "n"));
    private static final Row NEW = v114(ID, body("p", "n"));

    @Test
    void oldKeyDoesNotFitVersion114AndAbove() {
        assertThat(mismatch(OLD, "113")).isNull();
        assertThat(mismatch(OLD, "114")).isEqualTo(ShapeMismatch.OLD_KEY);
        assertThat(mismatch(OLD, "120")).isEqualTo(ShapeMismatch.OLD_KEY);
        assertThat(ShapeMismatch.OLD_KEY.text())
                .isEqualTo("keyed as version 113 does: an old application node wrote it, or v114-up could not migrate"
                        + " it and left it. Where there is a row of the same provider and name, compare them, keep the"
                        + " one with the fresher tokens, delete the other");
    }

    @Test
    void newKeyDoesNotFitVersion113AndBelow() {
        assertThat(mismatch(NEW, "113")).isEqualTo(ShapeMismatch.NEW_KEY);
        assertThat(mismatch(NEW, null)).isEqualTo(ShapeMismatch.NEW_KEY);
        assertThat(mismatch(NEW, "114")).isNull();
        assertThat(ShapeMismatch.NEW_KEY.text())
                .isEqualTo("keyed by its uuid as version 114 does: a migration that was no transaction died in between."
                        + " v114-up leaves such rows as they are");
    }

    @Test
    void newRowWithoutProviderOrNameDoesNotFitVersion114() {
        assertThat(mismatch(v114(ID, body(text(""), text("n"))), "114")).isEqualTo(ShapeMismatch.NO_PROVIDER_OR_NAME);
        assertThat(mismatch(v114(ID, body(text("p"), Field.ABSENT)), "114"))
                .isEqualTo(ShapeMismatch.NO_PROVIDER_OR_NAME);
        assertThat(ShapeMismatch.NO_PROVIDER_OR_NAME.text())
                .isEqualTo("without provider or name in its value_json: an old application node overwrote the body."
                        + " Write them back");
    }

    private static ShapeMismatch mismatch(Row row, String version) {
        return ShapeMismatch.of(row, new SchemaVersion(version)).orElse(null);
    }
}
