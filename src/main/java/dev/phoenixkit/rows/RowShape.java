package dev.phoenixkit.rows;

import dev.phoenixkit.v114.Direction;

/**
 * The two shapes of an integration row (v114-reference, "The two shapes"), as SQL conditions on the row {@code s}. As in all
 * SQL that runs with the role's own search path, operators and types name their schema, so that nobody else's are taken.
 */
final class RowShape {
    /** The V113 shape: the key begins with {@code integration:}. */
    static final String COMPOSITE = "s.key OPERATOR(pg_catalog.~~) 'integration:%'";

    /** The V114 shape: a row of the module whose key is its own uuid. */
    static final String UUID_KEYED = "s.module OPERATOR(pg_catalog.=) 'integrations'"
            + " AND s.key OPERATOR(pg_catalog.=) s.uuid::pg_catalog.text";

    /** Of the V113 shape, the oldest: the key names no connection. */
    static final String WITHOUT_NAME = "s.key OPERATOR(pg_catalog.!~~) 'integration:%:%'";

    /** A text in {@code value} beside the body; of the integration rows alone it says something. */
    static final String BOTH_COLUMNS = "s.value OPERATOR(pg_catalog.<>) ''";

    private RowShape() {}

    /** The rows that a run in this direction is about. */
    static String source(Direction direction) {
        return switch (direction) {
            case UP -> COMPOSITE;
            case DOWN -> UUID_KEYED;
        };
    }
}
