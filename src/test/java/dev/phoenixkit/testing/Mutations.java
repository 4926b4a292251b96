package dev.phoenixkit.testing;

import java.time.Duration;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Good input with a few faults in it: seeded, so that a case can be had again. */
public final class Mutations {
    private static final String[] INSERTED =
            ("@¦:¦/¦?¦&¦=¦%¦%2¦%zz¦%00¦%ff¦#¦[¦]¦\\¦\"¦'¦ ¦\t¦\n¦\r\n¦\u0000¦\u00e9¦\u2028¦\ud83d\ude00"
                            + "¦\ud800¦;¦,¦{¦}¦null¦true¦-1¦1e999999999¦99999999999999999999¦0¦..¦//¦jdbc:¦://¦*¦${x}¦<¦>")
                    .split("¦");
    private static final int FEW = 2_000;
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Random random;

    private Mutations(long seed) {
        random = new Random(seed);
    }

    /** Calls a check with mutations of these texts: some thousand times, in a full build for a minute. */
    public static void forEach(BiConsumer<Long, String> check, String... good) {
        long end = System.nanoTime() + LONG.toNanos();
        LongStream.iterate(1, seed -> seed + 1)
                .takeWhile(seed -> seed <= FEW || Rounds.isFull() && System.nanoTime() < end)
                .forEach(seed -> {
                    Mutations mutations = new Mutations(seed);
                    check.accept(seed, mutations.of(good[(int) (seed % good.length)]));
                });
    }

    private String of(String text) {
        return IntStream.rangeClosed(0, random.nextInt(4)).boxed().reduce(text, (now, i) -> once(now), (a, b) -> b);
    }

    private String once(String text) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(12));
        String part = text.substring(from, to);
        return text.substring(0, from)
                + switch (random.nextInt(6)) {
                    case 0 -> "";
                    case 1 -> part + part;
                    case 2 -> new StringBuilder(part).reverse();
                    case 3 -> part.repeat(random.nextInt(300));
                    case 4 -> part.isEmpty() ? part : (char) (part.charAt(0) ^ 1 << random.nextInt(7));
                    default -> INSERTED[random.nextInt(INSERTED.length)] + part;
                }
                + text.substring(random.nextInt(40) == 0 ? text.length() : to);
    }
}
