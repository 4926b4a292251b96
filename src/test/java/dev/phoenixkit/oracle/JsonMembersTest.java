package dev.phoenixkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonMembersTest {
    @Test
    void objectIsCutIntoItsOutermostMembers() {
        JsonMembers members = JsonMembers.of(
                        "{\"a\": 2.50, \"b\": {\"a\": [1, \"}\"]}, \"c\": \"x, \\\"y\\\": \\\\\", \"\": []}")
                .get();

        assertThat(members.raw("a")).isEqualTo("2.50");
        assertThat(members.raw("b")).isEqualTo("{\"a\": [1, \"}\"]}");
        assertThat(members.raw("c")).isEqualTo("\"x, \\\"y\\\": \\\\\"");
        assertThat(members.raw("")).isEqualTo("[]");
        assertThat(members.raw("y")).isNull();
    }

    @Test
    void escapedQuoteDoesNotEndAString() {
        JsonMembers members = JsonMembers.of("{\"a\": \"1\\\", \", \"b\\\"}\": \"\\\\\", \"c\": 3}")
                .get();

        assertThat(members.raw("a")).isEqualTo("\"1\\\", \"");
        assertThat(members.raw("b\"}")).isEqualTo("\"\\\\\"");
        assertThat(members.raw("c")).isEqualTo("3");
    }

    @Test
    void objectIsPutTogetherFromTheSameCharacters() {
        String json = "{\"a\": 1.00, \"b\": {\"c\": [1e5, null]}, \"d\": \"\\t\u00fc\"}";

        assertThat(JsonMembers.of(json).get().json()).isEqualTo(json);
        assertThat(JsonMembers.of("{}").get().json()).isEqualTo("{}");
    }

    @Test
    void memberThatIsSetReplacesTheOldOneAndLeavesTheOthers() {
        JsonMembers members = JsonMembers.of("{\"name\": null, \"n\": 1.0}").get();

        assertThat(members.withText("name", "a").withText("provider", "p").json())
                .isEqualTo("{\"name\": \"a\", \"n\": 1.0, \"provider\": \"p\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"a\": 1}]", "\"{}\"", "7", "true", "null"})
    void otherKindsOfJsonHaveNoMembers(String json) {
        assertThat(JsonMembers.of(json)).isEmpty();
    }

    @Test
    void sqlNullHasNoMembers() {
        assertThat(JsonMembers.of(null)).isEmpty();
    }

    @Test
    void everyEscapeIsRead() {
        assertThat(JsonMembers.unquoted("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0001\\ud83d\\ude00\\\\u0041\""))
                .isEqualTo("\"\\/\b\f\n\r\t\u0001\ud83d\ude00\\u0041");
    }

    @Test
    void quotedTextIsReadBack() {
        String text = "\"\\\b\f\n\r\t\u0001\u001f\u007f $1 \\u0041 \u00fc \ud83d\ude00";

        assertThat(JsonMembers.unquoted(JsonMembers.quoted(text))).isEqualTo(text);
    }
}
