package dev.phoenixkit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void isOverWhenItsTimeIs() throws InterruptedException {
        Backoff backoff = Backoff.of(DAY, DAY.multipliedBy(2), Duration.ofMillis(1));
        assertThat(backoff.pause()).isLessThanOrEqualTo(Duration.ZERO);
        assertThat(backoff.pause()).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void hasLessLeftAfterEachPause() throws InterruptedException {
        Backoff backoff = Backoff.of(Duration.ofMillis(100), Duration.ofSeconds(1), DAY);
        Duration first = backoff.pause();
        Duration second = backoff.pause();
        assertThat(first).isPositive().isLessThanOrEqualTo(DAY.minusMillis(100));
        assertThat(second).isPositive().isLessThanOrEqualTo(first.minusMillis(200));
    }

    @Test
    void noPauseIsLongerThanTheLongest() throws InterruptedException {
        Backoff backoff = Backoff.of(Duration.ofNanos(1), Duration.ofNanos(2), DAY);
        for (int i = 0; i < 1000; i++) {
            backoff.pause();
        }
        assertThat(backoff.pause()).isGreaterThan(DAY.minusMinutes(1));
    }

    @Test
    void anInterruptionEndsAPause() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> Backoff.of(DAY, DAY.multipliedBy(2), DAY.multipliedBy(3))
                        .pause());
    }
}
