package dev.phoenixkit.migrate;

import dev.phoenixkit.testing.TestDatabase;

/** v114-down in a database that sorts by bytes. */
class DownDifferentialCTest extends DownDifferential {

    DownDifferentialCTest() {
        super(new TestDatabase().withLocale("C"));
    }
}
