package dev.phoenixkit.v114;

/**
 * Takes the decisions that a {@link Rule} makes.
 *
 * @param <E> what it may throw
 */
@FunctionalInterface
public interface Decisions<E extends Exception> {

    /** Takes one; each row's comes exactly once. */
    void accept(Decision decision) throws E;
}
