package dev.phoenixkit.oracle;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** All that a seed draws: numbers, dates, texts and uuids. */
final class SeededRandom {
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2023, 1, 1, 0, 0);
    private static final int DAYS = 700;
    private static final long ONE_MILLISECOND = 1_718_000_000_123L;
    private static final long YEAR = 31_536_000_000L;
    private static final String[] PROVIDERS = "google openrouter microsoft smtp Google azure_ad x".split(" ");

    /** What only a user's display name can hold. */
    private static final String[] ODD = ("Büro¦日本¦\ud83e\udd8a fox¦İstanbul¦ıI¦\u00e9¦e\u0301¦\u00a0¦\u200b¦\ufb01"
                    + "¦qu\"ote¦\"¦it's¦$1¦${x}¦%s¦50%¦under_score¦back\\slash¦\\¦\\u0041¦\\n¦tab\tname¦line\nbreak¦cr\r"
                    + "¦\u0001¦\u001f¦\u007f¦\b\f¦ lead¦trail ¦  ¦null¦true¦7¦2.50¦{}¦[1]¦[\"a\"]¦ ¦default¦DEFAULT"
                    + "¦integration¦-¦a-b¦#¦''")
            .split("¦");

    private static final String[] EMOJI = {"\ud83d\ude00", "\ud83d\ude80", "\ud83e\udd8a", "\ud83c\udf0d"};

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

    /** Letters and digits that no other call is likely to give. */
    String word() {
        return Long.toString(Math.floorMod(random.nextLong(), 78_364_164_096L), 36);
    }

    String provider() {
        return switch (between(1, 6)) {
            case 1 -> oneOf(ODD);
            case 2 -> word();
            default -> oneOf(PROVIDERS);
        };
    }

    /** A name that is not empty and has no colon. */
    String name() {
        return switch (between(1, 6)) {
            case 1 -> oneOf(ODD);
            case 2, 3 -> oneOf(ODD) + word();
            case 4 -> " ";
            case 5 -> "default";
            default -> word();
        };
    }

    /** Characters outside the basic plane: each is one to the server and two to Java. */
    String emoji(int characters) {
        StringBuilder emoji = new StringBuilder();
        while (emoji.length() < 2 * characters) {
            emoji.append(oneOf(EMOJI));
        }
        return emoji.toString();
    }

    /** A uuid of version 4 or 7. */
    UUID uuid() {
        return switch (between(1, 5)) {
            case 1, 2 -> v4(random.nextLong());
            case 3 -> v7(ONE_MILLISECOND);
            default -> v7(ONE_MILLISECOND - Math.floorMod(random.nextLong(), YEAR));
        };
    }

    List<UUID> uuids(int count) {
        return Stream.generate(this::uuid).limit(count).toList();
    }

    /** Two of version 4: the first has its highest bit set, so that a signed comparison turns the two around. */
    List<UUID> uuidsOfBothSigns() {
        long high = random.nextLong();
        return List.of(v4(high | Long.MIN_VALUE), v4(high & Long.MAX_VALUE));
    }

    /** Another uuid that ends with this one's last group, or with the first eight characters of it. */
    UUID uuidWithTailOf(UUID other, int characters) {
        String own = uuid().toString();
        String tail = other.toString().substring(24, 24 + characters);
        return UUID.fromString(own.substring(0, 24) + tail + own.substring(24 + characters));
    }

    static boolean isOfOneMillisecond(UUID uuid) {
        return uuid.version() == 7 && uuid.getMostSignificantBits() >>> 16 == ONE_MILLISECOND;
    }

    private UUID v4(long high) {
        return new UUID(high & 0xffff_ffff_ffff_0fffL | 0x4000, low());
    }

    private UUID v7(long millisecond) {
        return new UUID(millisecond << 16 | 0x7000 | between(0, 0xfff), low());
    }

    private long low() {
        return random.nextLong() & 0x3fff_ffff_ffff_ffffL | Long.MIN_VALUE;
    }
}
