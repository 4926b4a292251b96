package dev.phoenixkit.migrate;

import dev.phoenixkit.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

/** v114-down in a database that sorts by bytes. */
@Tag("database")
class DownDifferentialCTest extends DownDifferential {

    DownDifferentialCTest() {
        super(new TestDatabase().withLocale("C"));
    }
}
