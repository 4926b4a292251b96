package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.DatabaseUrl;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Pgbouncer;
import dev.phoenixkit.testing.Server;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Through pgbouncer in transaction mode, where all clients share one connection to the server. */
@Tag("database")
class PgbouncerTest {
    /** Everything that a session could leave behind; pgbouncer itself sets these for each client anew. */
    private static final String SESSION_STATE = """
            SELECT 'pid ' || pg_backend_pid()
            UNION ALL SELECT name || ' = ' || setting FROM pg_settings WHERE name <> 'application_name'
            UNION ALL SELECT 'prepared statement ' || name FROM pg_prepared_statements
            UNION ALL SELECT 'cursor ' || name FROM pg_cursors WHERE name <> ''
            UNION ALL SELECT 'channel ' || channel FROM pg_listening_channels() channel
            UNION ALL SELECT 'lock ' || locktype || coalesce(relation::regclass::text, '') FROM pg_locks
                       WHERE pid = pg_backend_pid() AND locktype <> 'virtualxid' AND relation::regclass::text NOT LIKE 'pg_%'
            UNION ALL SELECT 'temporary ' || relname FROM pg_class WHERE relpersistence = 't'
            ORDER BY 1""";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private Pgbouncer bouncer;
    private Database pooled;

    @BeforeAll
    static void needsPgbouncer() {
        if (!Pgbouncer.isInstalled()) {
            String message =
                    "PgbouncerTest was skipped: pgbouncer is not installed (Debian: apt-get install pgbouncer),"
                            + " so nothing was tested through it.";
            System.out.println("[skipped] " + message);
            Assumptions.abort(message);
        }
    }

    @BeforeEach
    void start() {
        bouncer = Pgbouncer.before(db);
        pooled = db.at(bouncer.host(), bouncer.port());
        for (int n = 0; n < 20; n++) {
            db.insert("integration:google:" + n, n % 2 == 0 ? "{}" : "{\"name\": \"x\"}", null);
        }
    }

    @AfterEach
    void stop() {
        if (bouncer != null) {
            bouncer.close();
        }
    }

    @Test
    void upDownAndAgainWorkAndAnotherClientFindsTheSessionAsItWas() throws SQLException {
        try (Connection client = client()) {
            List<String> before = state(client);
            assertThat(pooled.up().run().migrated()).isEqualTo(20);
            assertThat(state(client)).isEqualTo(before);
            assertThat(pooled.down().run().migrated()).isEqualTo(20);
            assertThat(state(client)).isEqualTo(before);
            assertThat(pooled.up().run().migrated()).isEqualTo(20);
            assertThat(state(client)).isEqualTo(before);
            Snapshot after = db.snapshot();
            assertThat(pooled.up().run().isNothingToDo()).isTrue();
            assertThat(pooled.down().dry().run().migrated()).isEqualTo(20);
            assertThat(state(client)).isEqualTo(before);
            assertThat(db.snapshot()).isEqualTo(after);
        }
    }

    @Test
    void aRunThatFailsLeavesTheSessionAsItWasToo() throws SQLException {
        db.execute("ALTER TABLE phoenix_kit_settings ADD CONSTRAINT no_uuid_keys CHECK (key <> uuid::text)");
        try (Connection client = client()) {
            List<String> before = state(client);
            pooled.up().fails(RefusedException.class);
            assertThat(state(client)).isEqualTo(before);
        }
    }

    @Test
    void aRunThatWaitsForItsLocksLetsOtherClientsUseTheConnectionInBetween() throws SQLException {
        try (OpenTransaction other = db.begin("LOCK TABLE phoenix_kit_settings IN SHARE MODE");
                Connection client = client()) {
            List<String> before = state(client);
            TestRun run = pooled.up().start();
            // Several tries, so that what is made again and again is among them.
            for (int i = 0; i < 5; i++) {
                run.awaitWaiting();
                assertThat(state(client)).isEqualTo(before);
            }
            other.rollback();
            assertThat(run.join().migrated()).isEqualTo(20);
            assertThat(state(client)).isEqualTo(before);
        }
    }

    @Test
    void optionsThatItDoesNotPassOnAreNamedAsTheCause() {
        String url = pooled.url() + "?options=-c%20role%3D" + db.user();
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> Connector.open(
                        DatabaseUrl.parse(url).settings("anybody", Optional.empty(), "none", Duration.ofSeconds(60))))
                .withMessageContaining("as anybody: the server, or a pooler before it, does not accept options=… of the"
                        + " url. Expected: ")
                .withMessageContaining("a pooler that takes none must be passed by");
    }

    private Connection client() throws SQLException {
        return Server.connect(
                "jdbc:postgresql://" + bouncer.host() + ":" + bouncer.port() + "/" + db.name()
                        + "?prepareThreshold=0&ApplicationName=another-client",
                "anybody",
                "");
    }

    private static List<String> state(Connection client) throws SQLException {
        try (Statement statement = client.createStatement();
                ResultSet row = statement.executeQuery(SESSION_STATE)) {
            List<String> state = new ArrayList<>();
            while (row.next()) {
                state.add(row.getString(1));
            }
            return state;
        }
    }
}
