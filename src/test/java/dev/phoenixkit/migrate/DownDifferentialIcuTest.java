package dev.phoenixkit.migrate;

import dev.phoenixkit.testing.TestDatabase;

/** v114-down in a database that sorts by ICU's Turkish rules. */
class DownDifferentialIcuTest extends DownDifferential {

    DownDifferentialIcuTest() {
        super(new TestDatabase().withIcuLocale("tr-TR"));
    }
}
