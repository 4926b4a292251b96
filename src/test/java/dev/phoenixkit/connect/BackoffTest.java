package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void isOverWhenItsTimeIs() throws InterruptedException {
        assertThat(Backoff.of(Duration.ofMillis(1)).waitAndTellWhatIsLeft()).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void hasLessLeftAfterEachWait() throws InterruptedException {
        Duration day = Duration.ofDays(1);
        Backoff patience = Backoff.of(day);
        Duration first = patience.waitAndTellWhatIsLeft();
        Duration second = patience.waitAndTellWhatIsLeft();
        assertThat(first).isPositive().isLessThanOrEqualTo(day.minusMillis(100));
        assertThat(second).isPositive().isLessThanOrEqualTo(first.minusMillis(200));
    }
}
