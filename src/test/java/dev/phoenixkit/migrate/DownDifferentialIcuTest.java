package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** v114-down in a database that sorts by ICU's Turkish rules. */
@Tag("database")
class DownDifferentialIcuTest extends DownDifferential {

    DownDifferentialIcuTest() {
        super(new TestDatabase().withIcuLocale("tr-TR"));
    }

    @Test
    void theDatabaseKnowsTurkish() {
        assertThat(db.query("SELECT lower('I' COLLATE \"default\")")).containsExactly("ı");
    }
}
