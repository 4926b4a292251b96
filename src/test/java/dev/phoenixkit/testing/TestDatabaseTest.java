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

    @RegisterExtension
    final TestDatabase nothing = TestDatabase.empty();

    @RegisterExtension
    final TestDatabase latin = new TestDatabase().withEncoding("LATIN1");

    @RegisterExtension
    final TestDatabase ascii = TestDatabase.empty().withEncoding("SQL_ASCII");

    @Test
    void everyTestHasADatabaseOfItsOwn() {
        assertThat(db.name()).isNotEqualTo(latin.name());
        assertThat(db.query("SELECT current_database()")).containsExactly(db.name());
        assertThat(db.url()).isEqualTo("jdbc:postgresql://" + db.host() + ":" + db.port() + "/" + db.name());
    }

    @Test
    void anEmptyDatabaseHasNoPhoenixKit() {
        assertThat(nothing.query("SELECT to_regclass('phoenix_kit')")).containsOnlyNulls();
        assertThat(db.query("SELECT to_regclass('phoenix_kit')")).containsExactly("phoenix_kit");
    }

    @Test
    void theDatabaseHasTheEncodingAskedFor() {
        assertThat(latin.query("SHOW server_encoding")).containsExactly("LATIN1");
        assertThat(ascii.query("SHOW server_encoding")).containsExactly("SQL_ASCII");
    }

    @Test
    void theVersionMarkerIsSetAndRemoved() {
        db.setVersion("public", "it's odd");
        assertThat(db.version("public")).isEqualTo("it's odd");
        db.setVersion("public", null);
        assertThat(db.version("public")).isNull();
    }

    @Test
    void aSnapshotSeesARowThatIsRewrittenWithoutChange() {
        String uuid = db.insertSetting("public", "integration:google", "{\"n\": 1.00}", null);
        Snapshot before = db.snapshot("public");
        assertThat(db.snapshot("public")).isEqualTo(before);

        db.execute("UPDATE phoenix_kit_settings SET key = key WHERE uuid = '" + uuid + "'");

        Snapshot after = db.snapshot("public");
        assertThat(after).isNotEqualTo(before);
        assertThat(after.contents()).isEqualTo(before.contents());
        assertThat(after.row(uuid)).containsEntry("value_json", "{\"n\": 1.00}").containsEntry("module", null);
        assertThat(after.byKey("integration:google")).isPresent();
    }

    @Test
    void aSnapshotReadsADamagedTable() {
        db.execute(
                "ALTER TABLE phoenix_kit_settings DROP COLUMN module",
                "ALTER TABLE phoenix_kit_settings ALTER COLUMN uuid DROP DEFAULT",
                "ALTER TABLE phoenix_kit_settings ALTER COLUMN uuid TYPE varchar(36)");
        assertThat(db.snapshot("public").rows())
                .hasSize(67)
                .allSatisfy(row -> assertThat(row).doesNotContainKey("module").containsKey("uuid"));
    }

    @Test
    void aConnectionThatTheTestedCodeLeavesOpenFailsTheTest() throws SQLException {
        TestDatabase other = new TestDatabase(DatabaseKind.INSTALLED, Duration.ofMillis(1));
        other.beforeEach(null);
        String name = other.name();

        try (Connection leaked = Server.connect(other.url(), other.user(), other.password())) {
            assertThat(leaked.isValid(10)).isTrue();
            assertThatThrownBy(() -> other.afterEach(null))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageStartingWith("The tested code left connections open:\npid ")
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
