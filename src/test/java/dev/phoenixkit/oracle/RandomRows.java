package dev.phoenixkit.oracle;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Tables of random rows, in random physical order; the same seed gives the same rows. A table of 500 rows holds every
 * kind of its direction, except that a few kinds take several seeds.
 */
public final class RandomRows {
    private RandomRows() {}

    /** A V113 table of all that can be found in one, problem rows included. */
    public static List<RandomRow> up(long seed, int size) {
        return table(seed, size, random -> new UpShapes(random).all());
    }

    /** A V114 table of all that can be found in one, problem rows and old rows included. */
    public static List<RandomRow> down(long seed, int size) {
        return table(seed, size, random -> new DownShapes(random, false).all());
    }

    /** Like {@link #down}, for a table whose {@code date_added} has lost its NOT NULL. */
    public static List<RandomRow> downWithNullDates(long seed, int size) {
        return table(seed, size, random -> new DownShapes(random, true).all());
    }

    /**
     * A V113 table without problem rows in which key and body agree (a member that is absent disagrees with nothing)
     * and no two rows have one parsed provider and name, so that up and down restore every key; V0 keys gain
     * {@code :default}.
     */
    public static List<RandomRow> agreeing(long seed, int size) {
        return table(seed, size, random -> new UpShapes(random).agreeing());
    }

    /**
     * A V114 table without problem rows and old rows in which every integration has strings as provider and name, many
     * of them wanting one key.
     */
    public static List<RandomRow> wellFormed(long seed, int size) {
        return table(seed, size, random -> new DownShapes(random, false).wellFormed());
    }

    private static List<RandomRow> table(long seed, int size, Function<SeededRandom, List<Shape>> shapes) {
        SeededRandom random = new SeededRandom(seed);
        return new RandomTable(random).fill(size, shapes.apply(random));
    }

    /** The rows alone. */
    public static List<OracleRow> rows(List<RandomRow> random) {
        return random.stream().map(RandomRow::row).toList();
    }

    /** Everything that is special about any of these rows. */
    public static Set<RowKind> kinds(List<RandomRow> random) {
        Set<RowKind> kinds = EnumSet.noneOf(RowKind.class);
        random.forEach(row -> kinds.addAll(row.kinds()));
        return kinds;
    }

    /**
     * The other rows: without its problem rows a table migrates in either mode, for a problem row never decides
     * anything about another.
     */
    public static List<OracleRow> without(List<OracleRow> rows, Collection<UUID> uuids) {
        return rows.stream().filter(row -> !uuids.contains(row.uuid())).toList();
    }
}
