package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void isGivenAwayOnlyWhenAsked() {
        Secret secret = new Secret("hush");
        assertThat(secret).hasToString("***");
        assertThat(secret.reveal()).isEqualTo("hush");
    }

    @Test
    void isAValue() {
        assertThat(new Secret("hush"))
                .isEqualTo(new Secret("hush"))
                .hasSameHashCodeAs(new Secret("hush"))
                .isNotEqualTo(new Secret("other"));
    }
}
