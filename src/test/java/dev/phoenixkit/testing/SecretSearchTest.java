package dev.phoenixkit.testing;

import static dev.phoenixkit.testing.SecretSearch.Form.BASE64;
import static dev.phoenixkit.testing.SecretSearch.Form.PERCENT_ENCODED;
import static dev.phoenixkit.testing.SecretSearch.Form.RAW;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretSearchTest {
    private static final String SECRET = "first4711part: ü/second0815part";

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(SecretSearch.find(SECRET, "first part, second part")).isEmpty();
    }

    @Test
    void findsTheSecretAndEachPartOfIt() {
        assertThat(SecretSearch.find(SECRET, "of " + SECRET + ".")).containsExactly(RAW);
        assertThat(SecretSearch.find(SECRET, "of second0815part.")).containsExactly(RAW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first4711part%3A%20%C3%BC%2Fsecond0815part",
                "first4711part%3A+%C3%BC%2Fsecond0815part",
                "first4711part%3a%20%c3%bc%2fsecond0815part"
            })
    void findsPercentEncoding(String encoded) {
        assertThat(SecretSearch.find(SECRET, "of " + encoded)).contains(PERCENT_ENCODED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "12", "123", "user:"})
    void findsBase64OfALongerText(String before) {
        byte[] longer = (before + SECRET + "and more").getBytes(StandardCharsets.UTF_8);

        assertThat(SecretSearch.find(SECRET, Base64.getEncoder().encodeToString(longer)))
                .containsExactly(BASE64);
        assertThat(SecretSearch.find(SECRET, Base64.getUrlEncoder().encodeToString(longer)))
                .containsExactly(BASE64);
    }
}
