package dev.phoenixkit.v114;

/**
 * A row that has the wanted shape already, and stays as it is.
 *
 * @param before the row as it was read
 */
public record Unchanged(Row before) implements Decision {

    @Override
    public Row after() {
        return before;
    }
}
