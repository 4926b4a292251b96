package dev.phoenixkit.v114;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Decides what becomes of rows. A rule is given the rows one after the other, then told that there are no more; each row
 * gets exactly one decision, at once or at the end. An instance serves one plan.
 */
public interface Rule {

    /**
     * Decides on the next row.
     *
     * @param row a row of the shape that the rule is for, in the order that it asks for
     * @return what becomes of it; empty where that has to wait for the last row
     */
    Optional<Decision> accept(Row row);

    /**
     * The keys that {@link #finish} may give to the rows that wait. Before it is called, whoever reads the rows {@linkplain
     * #occupy tells} which of them are in the table.
     */
    default List<String> candidateKeys() {
        return List.of();
    }

    /** Says which keys other rows have, so that no row gets them. */
    default void occupy(Collection<String> keys) {}

    /** Decides on the rows that had to wait for the last row. */
    default List<Decision> finish() {
        return List.of();
    }
}
