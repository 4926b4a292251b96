package dev.phoenixkit.migrate;

import dev.phoenixkit.testing.TestDatabase;
import org.junit.jupiter.api.Tag;

/** v114-down in a database of the default sort order. */
@Tag("database")
class DownDifferentialTest extends DownDifferential {

    DownDifferentialTest() {
        super(new TestDatabase());
    }
}
