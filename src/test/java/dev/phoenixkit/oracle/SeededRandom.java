package dev.phoenixkit.oracle;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;

/** The one source of chance of a seed, and the dates it throws. */
final class SeededRandom {
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2023, 1, 1, 0, 0);
    private static final int DAYS = 700;

    private final Random random;

    SeededRandom(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    /** A number from {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    @SafeVarargs
    final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A date before every {@link #date}. */
    String earlyDate() {
        return "2001-02-03 04:05:06.000007";
    }

    /** A date; now and then one has only whole seconds, or differs from another by a microsecond. */
    String date() {
        LocalDateTime day = FIRST_DAY.plusDays(random.nextInt(DAYS));
        return MICROSECONDS.format(
                switch (random.nextInt(4)) {
                    case 0 -> day;
                    case 1 -> FIRST_DAY.plusNanos(1000L * random.nextInt(20));
                    default -> day.plusSeconds(random.nextInt(86_400)).plusNanos(1000L * random.nextInt(1_000_000));
                });
    }

    /** A date after every {@link #date}. */
    String lateDate() {
        return "2031-02-03 04:05:06.000007";
    }
}
