package dev.phoenixkit.oracle;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Uuids of versions 4 and 7. */
final class RandomUuids {
    private static final long ONE_MILLISECOND = 1_718_000_000_123L;
    private static final long YEAR = 31_536_000_000L;

    private final SeededRandom dice;

    RandomUuids(SeededRandom dice) {
        this.dice = dice;
    }

    UUID any() {
        return switch (dice.between(1, 5)) {
            case 1, 2 -> v4(dice.random().nextLong());
            case 3 -> v7(ONE_MILLISECOND);
            default -> v7(ONE_MILLISECOND - Math.floorMod(dice.random().nextLong(), YEAR));
        };
    }

    List<UUID> several(int count) {
        return Stream.generate(this::any).limit(count).toList();
    }

    /** Two of version 4: the first has its highest bit set, so that a signed comparison turns the two around. */
    List<UUID> ofBothSigns() {
        long high = dice.random().nextLong();
        return List.of(v4(high | Long.MIN_VALUE), v4(high & Long.MAX_VALUE));
    }

    /** Another uuid that ends with this one's last group, or with the first eight characters of it. */
    UUID withTailOf(UUID other, int characters) {
        String own = any().toString();
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
        return new UUID(millisecond << 16 | 0x7000 | dice.between(0, 0xfff), low());
    }

    private long low() {
        return dice.random().nextLong() & 0x3fff_ffff_ffff_ffffL | Long.MIN_VALUE;
    }
}
