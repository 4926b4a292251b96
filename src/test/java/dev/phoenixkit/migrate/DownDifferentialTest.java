package dev.phoenixkit.migrate;

import dev.phoenixkit.testing.TestDatabase;

/** v114-down in a database of the default sort order. */
class DownDifferentialTest extends DownDifferential {

    DownDifferentialTest() {
        super(new TestDatabase());
    }
}
