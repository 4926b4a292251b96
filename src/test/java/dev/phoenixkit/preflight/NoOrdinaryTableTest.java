package dev.phoenixkit.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.status.SchemaStatus;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What has the name of one of the tables and is something else is refused by every goal, for what it is. */
@Tag("database")
class NoOrdinaryTableTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void insert() {
        db.insert("integration:google:work", "{\"provider\": \"google\"}", null);
    }

    /** In the place of {@code %1$s} comes the name; the table itself has been renamed to {@code behind}. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            phoenix_kit_settings | CREATE VIEW %1$s AS SELECT * FROM behind | a view; give the schema of the table behind it as prefix
            phoenix_kit          | CREATE VIEW %1$s AS SELECT * FROM behind | a view; give the schema of the table behind it as prefix
            phoenix_kit_settings | CREATE MATERIALIZED VIEW %1$s AS SELECT * FROM behind | a materialized view, whose rows the next REFRESH overwrites; give the schema of the table behind it as prefix
            phoenix_kit_settings | CREATE TABLE %1$s (LIKE behind INCLUDING DEFAULTS, PRIMARY KEY (uuid)) PARTITION BY HASH (uuid) | a partitioned table, whose rows are those of its partitions; make an ordinary table of it, as PhoenixKit has it
            phoenix_kit          | CREATE TABLE %1$s (LIKE behind) PARTITION BY LIST (id); COMMENT ON TABLE %1$s IS '113' | a partitioned table, whose rows are those of its partitions; make an ordinary table of it, as PhoenixKit has it
            phoenix_kit_settings | CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE %1$s (key text) SERVER s | a foreign table, whose rows are in another database; connect to that one
            phoenix_kit          | CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE %1$s (id int) SERVER s | a foreign table, whose rows are in another database; connect to that one
            """)
    void isNamed(String name, String creation, String words) throws SQLException {
        db.execute("ALTER TABLE " + name + " RENAME TO behind", creation.formatted(name));
        refused(name, words);
    }

    private void refused(String name, String words) throws SQLException {
        String blocker = "In the way:\n  - " + name + " is no ordinary table but " + words;
        for (TestRun run : List.of(db.up(), db.up().dry())) {
            assertThat(run.fails(RefusedException.class)).hasMessageContaining(blocker);
        }
        if (name.equals("phoenix_kit_settings")) {
            db.setVersion("114");
        }
        for (TestRun run : List.of(db.down(), db.down().dry())) {
            assertThat(run.fails(RefusedException.class)).hasMessageContaining(blocker);
        }
        SchemaStatus status = db.status(new MigrationListener() {});
        assertThat(status.obstacle()).get().asString().contains(blocker);
        assertThat(status.rows()).isEmpty();
    }
}
