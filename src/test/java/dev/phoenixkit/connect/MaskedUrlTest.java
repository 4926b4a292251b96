package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "ecto://deploy:hush@a:5432/shop -> ecto://***@a:5432/shop",
                "ecto://deploy:hu@sh@a/shop -> ecto://***@a/shop",
                "ecto://deploy:hush@a/shop?password=hush&x=hush -> ecto://***@a/shop?***",
                "ecto://deploy:hush@a/shop?hush -> ecto://***@a/shop?***",
                "ecto://a/shop?mail=hush@b&password=hush -> ecto://***",
                "ecto://deploy:hush/shop -> ecto://deploy:***/shop",
                "ecto://deploy:123hush/shop -> ecto://deploy:***/shop",
                "ecto://a:5432,b:hush/shop -> ecto://a:5432,b:***/shop",
                "jdbc:postgresql:deploy:hush@a/shop -> jdbc:postgresql:***@a/shop",
                "jdbc:postgresql://a/shop;user=x;password=hush -> jdbc:postgresql://a/shop;***",
                "jdbc:postgresql://a/shop?user=me&password=hu@sh -> jdbc:postgresql://***",
                "jdbc:postgresql://a:5432/shop -> jdbc:postgresql://a:5432/shop",
            })
    void hidesWhateverCouldBeASecretAndShowsTheRest(String url, String masked) {
        assertThat(MaskedUrl.of(url)).isEqualTo(masked);
    }
}
