package dev.phoenixkit.v114;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.v114.SchemaVersion.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaVersionTest {

    @ParameterizedTest
    @CsvSource({
        ", TOO_LOW, NOTHING_TO_DO",
        "1, TOO_LOW, NOTHING_TO_DO",
        "112, TOO_LOW, NOTHING_TO_DO",
        "113, MIGRATE, NOTHING_TO_DO",
        "114, NOTHING_TO_DO, MIGRATE",
        "115, NOTHING_TO_DO, TOO_HIGH",
        "135, NOTHING_TO_DO, TOO_HIGH",
        "999999999, NOTHING_TO_DO, TOO_HIGH",
        "v113, NOT_A_NUMBER, NOT_A_NUMBER",
        "'', NOT_A_NUMBER, NOT_A_NUMBER",
        "' 113', NOT_A_NUMBER, NOT_A_NUMBER",
        "113.0, NOT_A_NUMBER, NOT_A_NUMBER",
        "-113, NOT_A_NUMBER, NOT_A_NUMBER",
        "１１３, NOT_A_NUMBER, NOT_A_NUMBER",
        "99999999999999999999, NOT_A_NUMBER, NOT_A_NUMBER",
    })
    void versionDecidesWhatARunDoes(String comment, Verdict up, Verdict down) {
        SchemaVersion version = new SchemaVersion(comment);

        assertThat(version.verdict(Direction.UP)).isEqualTo(up);
        assertThat(version.verdict(Direction.DOWN)).isEqualTo(down);
    }

    @Test
    void onlyWithoutACommentIsTheVersionLost() {
        assertThat(new SchemaVersion(null).isLost()).isTrue();
        assertThat(new SchemaVersion("1").isLost()).isFalse();
    }

    @Test
    void versionIsShownAsItIs() {
        assertThat(new SchemaVersion("113")).hasToString("113");
        assertThat(new SchemaVersion(null)).hasToString("1 (the table has no comment)");
        assertThat(new SchemaVersion("a\n\"b\"")).hasToString("\"a\\u000a\\\"b\\\"\"");
    }
}
