package dev.phoenixkit.bench;

import dev.phoenixkit.v114.Direction;
import java.util.List;
import java.util.Locale;

/** What is migrated: which way, how complete the bodies are and how large. */
enum Workload {
    /** Most bodies have provider and name, as applications write them. */
    UP_TYPICAL("up, typical", Direction.UP, 80, 110, 1),
    /** All bodies have both: beside Flyway and Liquibase only, as the hand-written statement is at its best there. */
    UP_COMPLETE("up, complete", Direction.UP, 100, 110, 1) {
        @Override
        List<Contender> contenders() {
            return List.of();
        }
    },
    /** No body has both. */
    UP_WORST("up, worst", Direction.UP, 0, 110, 1),
    /** Bodies of 6 kB, which PostgreSQL stores out of line, all complete. */
    UP_LARGE("up, large", Direction.UP, 100, 5_600, 10),
    /** One row in ten wants a key that the row before it has. */
    DOWN("down", Direction.DOWN, 100, 110, 1),
    /** The same with bodies of 6 kB. */
    DOWN_LARGE("down, large", Direction.DOWN, 100, 5_600, 100);

    private final String title;
    private final Direction direction;
    private final int completePercent;
    private final int tokenLength;
    private final int share;

    Workload(String title, Direction direction, int completePercent, int tokenLength, int share) {
        this.title = title;
        this.direction = direction;
        this.completePercent = completePercent;
        this.tokenLength = tokenLength;
        this.share = share;
    }

    String title() {
        return title;
    }

    /** Who is measured on it, besides a client that only connects. */
    List<Contender> contenders() {
        return this == UP_TYPICAL
                ? List.of(Contender.PLAIN, Contender.OURS, Contender.REPORT, Contender.PAGE)
                : List.of(Contender.PLAIN, Contender.OURS);
    }

    /** The name for options and files. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Direction direction() {
        return direction;
    }

    /** How many of a hundred bodies have both fields. */
    int completePercent() {
        return completePercent;
    }

    /** How long the access token is, which makes the size of a body. */
    int tokenLength() {
        return tokenLength;
    }

    /** How many rows it is measured on, where so many is the bound: fewer where each takes longer. */
    int rows(int bound) {
        return bound / share;
    }

    /** The version before the migration. */
    String from() {
        return direction == Direction.UP ? "113" : "114";
    }

    /** The version after the migration. */
    String to() {
        return direction == Direction.UP ? "114" : "113";
    }
}
