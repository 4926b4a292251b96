package dev.phoenixkit.v114;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationKeyTest {

    @ParameterizedTest
    @CsvSource({
        "integration:google:work, google, work",
        "integration:google, google, default",
        "integration:google:, google, default",
        "integration:p:a:b, p, a:b",
        "integration:p::b, p, :b",
        "integration:p::, p, ':'",
        "integration:, '', default",
        "integration::x, '', x",
        "integration: :x, ' ', x",
        "integration:ünï:日本, ünï, 日本",
    })
    void providerEndsAtTheFirstColonAndAllThatFollowsIsTheName(String key, String provider, String name) {
        assertThat(IntegrationKey.parse(key)).isEqualTo(new IntegrationKey(provider, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"integration", "Integration:p:n", "integrations:p", " integration:p", "smtp_host", ""})
    void otherKeysAreNoIntegrationsAndAreNotParsed(String key) {
        assertThat(IntegrationKey.isComposite(key)).isFalse();
        assertThatThrownBy(() -> IntegrationKey.parse(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not the key of an integration: " + key);
    }

    @Test
    void formatIsTheKeyOfV113() {
        assertThat(new IntegrationKey("google", "a:b").format()).isEqualTo("integration:google:a:b");
    }
}
