package dev.phoenixkit.v114;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FieldTest {

    @Test
    void scalarHasATextAndNothingElseHas() {
        assertThatThrownBy(() -> new Field(JsonType.STRING, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a field of type STRING without a text");
        assertThatThrownBy(() -> new Field(JsonType.OBJECT, "{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a field of type OBJECT with a text");
    }

    @Test
    void jsonbTypesAreReadWhateverTheLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(JsonType.of("string")).isEqualTo(JsonType.STRING);
            assertThat(JsonType.STRING.word()).isEqualTo("string");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(JsonType.of(null)).isEqualTo(JsonType.ABSENT);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ABSENT")
    void everyTypeIsReadFromItsWord(JsonType type) {
        assertThat(JsonType.of(type.word())).isEqualTo(type);
    }

    @Test
    void anotherWordIsNoType() {
        assertThatThrownBy(() -> JsonType.of("String"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no type of jsonb: String");
    }
}
