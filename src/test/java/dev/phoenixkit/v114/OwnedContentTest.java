package dev.phoenixkit.v114;

import static dev.phoenixkit.v114.Rows.body;
import static dev.phoenixkit.v114.Rows.noObject;
import static dev.phoenixkit.v114.Rows.number;
import static dev.phoenixkit.v114.Rows.text;
import static dev.phoenixkit.v114.Rows.v113;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnedContentTest {
    private static final Row ROW = v113("integration:p:n", body("p", "n"));

    /** Reports keep sums of it, so it is the same in every version of the plugin. */
    @Test
    void hashOfARowIsTheSameForEver() {
        assertThat(OwnedContent.hash(ROW)).isEqualTo(-1199391872279806921L);
    }

    @Test
    void whateverV114MayChangeChangesTheHash() {
        List<Row> others = List.of(
                new Row(UUID.fromString("01901234-5678-7abc-8def-0123456789ad"), ROW.key(), ROW.module(), ROW.body()),
                v113("integration:p:m", body("p", "n")),
                ROW.with(ROW.key(), null, ROW.body()),
                ROW.with(ROW.key(), "other", ROW.body()),
                v113(ROW.key(), body("q", "n")),
                v113(ROW.key(), body("p", "m")),
                v113(ROW.key(), body(text("p"), Field.ABSENT)),
                v113(ROW.key(), body(text("7"), text("n"))),
                v113(ROW.key(), body(number("7"), text("n"))),
                v113(ROW.key(), noObject(JsonType.ABSENT)),
                v113(ROW.key(), noObject(JsonType.NULL)));

        assertThat(others)
                .extracting(OwnedContent::hash)
                .doesNotContain(OwnedContent.hash(ROW))
                .doesNotHaveDuplicates();
    }

    /** A text that moves from one part to its neighbour is another row. */
    @Test
    void partsDoNotRunIntoEachOther() {
        assertThat(OwnedContent.hash(ROW.with("a", "bc", ROW.body())))
                .isNotEqualTo(OwnedContent.hash(ROW.with("ab", "c", ROW.body())));
        assertThat(OwnedContent.hash(ROW.with("a", null, ROW.body())))
                .isNotEqualTo(OwnedContent.hash(ROW.with("a", "null", ROW.body())));
    }
}
