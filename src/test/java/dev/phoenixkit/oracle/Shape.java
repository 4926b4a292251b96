package dev.phoenixkit.oracle;

import java.util.List;

/** A way to draw some rows that tell something together. */
@FunctionalInterface
interface Shape {
    /** New rows, never the same twice. */
    List<RandomRow> draw();
}
