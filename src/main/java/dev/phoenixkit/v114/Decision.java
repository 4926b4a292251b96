package dev.phoenixkit.v114;

/** What becomes of one row: a {@link Change}, or a {@link Problem} that leaves it as it is. */
public sealed interface Decision permits Change, Problem {

    /** The row as it was read. */
    Row before();
}
