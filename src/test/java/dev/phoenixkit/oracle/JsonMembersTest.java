package dev.phoenixkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
