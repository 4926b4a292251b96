package dev.phoenixkit.v114;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {

    @Test
    void textCannotBreakOrForgeALine() {
        assertThat(Quoted.of("a\"b\\c\r\n[ERROR] d\u2028\u2029\u202e\u0007"))
                .isEqualTo("\"a\\\"b\\\\c\\u000d\\u000a[ERROR] d\\u2028\\u2029\\u202e\\u0007\"");
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(Quoted.of("ünï 日本 😀 :-")).isEqualTo("\"ünï 日本 😀 :-\"");
        assertThat(Quoted.of(null)).isEqualTo("null");
        assertThat(Quoted.of("\ud800")).isEqualTo("\"\\ud800\"");
    }
}
