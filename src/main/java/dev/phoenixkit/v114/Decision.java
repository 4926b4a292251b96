package dev.phoenixkit.v114;

/** What becomes of one row: it is changed, it stays since it has the wanted shape, or it stays since it is a problem. */
public sealed interface Decision permits Change, Unchanged, Problem {

    /** The row as it was read. */
    Row before();

    /** The row as it is to be. */
    Row after();
}
