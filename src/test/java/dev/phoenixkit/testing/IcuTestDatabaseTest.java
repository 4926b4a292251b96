package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class IcuTestDatabaseTest {
    @RegisterExtension
    final TestDatabase turkish = new TestDatabase().withIcuLocale("tr-TR");

    @Test
    void theDatabaseHasTheLocaleAskedFor() {
        assertThat(turkish.query("SELECT lower('I' COLLATE \"default\")")).containsExactly("ı");
    }
}
