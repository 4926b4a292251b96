package dev.phoenixkit.errors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrorMessageTest {

    @Test
    void saysWhatWasExpectedAndFoundAndWhatToDoNext() {
        ErrorMessage message = ErrorMessage.what("The port is wrong")
                .expected("1 to 65535")
                .found("0")
                .next("correct it");

        assertThat(message).hasToString("The port is wrong. Expected: 1 to 65535. Found: 0. Next: correct it.");
        assertThat(new CannotRunException(message)).hasMessage(message.toString());
    }

    @Test
    void partsThatAreNotGivenAreLeftOut() {
        assertThat(ErrorMessage.what("The file cannot be read").next("make it readable"))
                .hasToString("The file cannot be read. Next: make it readable.");
        assertThat(ErrorMessage.what("Interrupted")).hasToString("Interrupted.");
    }
}
