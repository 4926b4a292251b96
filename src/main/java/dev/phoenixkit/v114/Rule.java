package dev.phoenixkit.v114;

import java.util.Collection;
import java.util.List;

/**
 * Decides what becomes of rows. A rule is given the rows one after the other, then told that there are no more; each row
 * gets exactly one decision, at once or at the end. An instance serves one plan.
 */
public interface Rule {

    /**
     * Takes the next row.
     *
     * @param row a row of the shape that the rule is for, in the order that it asks for
     * @param decisions where decisions go that can be made now
     * @throws E what {@code decisions} throws
     */
    <E extends Exception> void accept(Row row, Decisions<E> decisions) throws E;

    /**
     * The keys that {@link #finish} may give to the rows that wait. Before it is called, whoever reads the rows {@linkplain
     * #occupy tells} which of them are in the table.
     */
    default List<String> candidateKeys() {
        return List.of();
    }

    /** Says which keys other rows have, so that no row gets them. */
    default void occupy(Collection<String> keys) {}

    /**
     * Decides what had to wait for the last row.
     *
     * @param decisions where the decisions go
     * @throws E what {@code decisions} throws
     */
    <E extends Exception> void finish(Decisions<E> decisions) throws E;
}
