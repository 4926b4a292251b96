package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("database")
class TestDatabaseTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @Test
    void aSnapshotSeesARowThatIsRewrittenWithoutChange() {
        String uuid = db.insert("integration:google", "{\"n\": 1.00}", null);
        Snapshot before = db.snapshot();
        assertThat(db.snapshot()).isEqualTo(before);

        db.execute("UPDATE phoenix_kit_settings SET key = key WHERE uuid = '" + uuid + "'");

        Snapshot after = db.snapshot();
        assertThat(after).isNotEqualTo(before);
        assertThat(after.contents()).isEqualTo(before.contents());
        assertThat(after.row(uuid)).containsEntry("value_json", "{\"n\": 1.00}").containsEntry("module", null);
        assertThat(after.byKey("integration:google")).isPresent();
    }

    @Test
    void aConnectionThatTheTestedCodeLeavesOpenFailsTheTest() throws SQLException {
        TestDatabase other = new TestDatabase(DatabaseKind.INSTALLED, Duration.ofMillis(1));
        other.beforeEach(null);
        String name = other.name();

        try (Connection leaked = Server.connect(other.url(), other.user(), other.password())) {
            assertThat(leaked.isValid(10)).isTrue();
            assertThatThrownBy(() -> other.afterEach(null))
                    .hasMessageContaining("the tested code leaves no connection open")
                    .hasMessageContaining("PostgreSQL JDBC Driver");
        }
        assertThat(databases(name)).isEmpty();
    }

    @Test
    void theTestsOwnConnectionsAreClosedForIt() throws SQLException {
        TestDatabase other = new TestDatabase();
        other.beforeEach(null);
        String name = other.name();
        Connection own = other.connect();

        other.afterEach(null);

        assertThat(own.isClosed()).isTrue();
        assertThat(databases(name)).isEmpty();
        assertThatIllegalStateException().isThrownBy(other::url).withMessageContaining("only while a test runs");
    }

    private List<String> databases(String name) {
        return db.query("SELECT datname FROM pg_database WHERE datname = " + Sql.literal(name));
    }
}
