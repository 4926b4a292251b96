package dev.phoenixkit.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import dev.phoenixkit.v114.Direction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What of Citus can be made by hand on an ordinary server: its trigger and its catalogue. A cluster is in CitusTest. */
@Tag("database")
class CitusTablesTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private String uuid;

    @BeforeEach
    void insert() {
        uuid = db.insert("integration:google:work", "{\"provider\": \"google\"}", null);
    }

    @Test
    void tableThatBecomesOneOfCitusWhileTheRunWaitsIsRefused() {
        truncateTrigger("phoenix_kit_settings", false);
        OpenTransaction other = db.begin("LOCK TABLE phoenix_kit_settings IN SHARE MODE");
        TestRun run = db.up().start();
        run.awaitWaiting();
        other.execute("UPDATE pg_trigger SET tgisinternal = true WHERE tgname = 'truncate_trigger_1'")
                .commit();
        assertThat(run.fails(RefusedException.class)).hasMessageContaining("The tables of PhoenixKit were altered");
    }

    /** Its catalogue is not there to be asked. */
    @Test
    void localTableBesideCitusMigrates() {
        db.execute("CREATE TABLE distributed (id int)");
        truncateTrigger("distributed", true);
        assertThat(db.up().run().migrated()).isOne();
        assertThat(db.down().run().migrated()).isOne();
    }

    @Test
    void allContentsOfATableOfCitusAreComparedAndADryRunSaysSo() {
        makeOneOfCitus(0, "n");
        TestRun dry = db.up().dry();
        assertThat(dry.run().migrated()).isOne();
        assertThat(dry.findings(Kind.UNSEEN))
                .extracting(Finding::text)
                .containsExactly("Citus, which keeps the rows on its nodes");

        assertThat(db.up().run().migrated()).isOne();
        assertThat(db.key(uuid)).isEqualTo(uuid);
        assertThat(db.down().run().migrated()).isOne();
        assertThat(db.version()).isEqualTo("113");
    }

    @ParameterizedTest
    @EnumSource
    void workerIsToldToConnectToTheCoordinator(Direction direction) {
        makeOneOfCitus(1, "n");
        refused(
                direction,
                "the server is a worker of Citus, which does not know the version; connect to the coordinator");
    }

    @ParameterizedTest
    @EnumSource
    void tableThatIsSpreadByAColumnIsRefused(Direction direction) {
        makeOneOfCitus(0, "h");
        refused(
                direction,
                "public.phoenix_kit_settings is distributed by a column, so that its rows are on many nodes; make an"
                        + " ordinary table of it (undistribute_table)");
    }

    private void refused(Direction direction, String words) {
        for (TestRun run : List.of(db.run(direction), db.run(direction).dry())) {
            assertThat(run.fails(RefusedException.class)).hasMessageContaining("In the way:\n  - " + words);
        }
        assertThatThrownBy(this::status)
                .isExactlyInstanceOf(RefusedException.class)
                .hasMessageContaining(words);
    }

    /** As it is when the coordinator dies between a worker's commit and its own. */
    @ParameterizedTest
    @EnumSource
    void versionThatWasNotCommittedWithItsRowsIsNamed(Direction direction) throws SQLException {
        makeOneOfCitus(0, "n");
        assertThat(status()).isEmpty();
        db.up().run();
        if (direction == Direction.DOWN) {
            db.down().run();
        }
        assertThat(status()).isEmpty();
        String from = String.valueOf(direction.fromVersion());
        db.setVersion(from);

        assertThat(status())
                .containsExactly(
                        direction == Direction.UP
                                ? "version 113, rows keyed as at 113: 0, as at 114: 1; run v114-up"
                                : "version 114, rows keyed as at 113: 1, as at 114: 0; if a v114-down ended with unknown"
                                        + " outcome, run it again, and do not if none did: then an application at version"
                                        + " 113 wrote them");
        assertThat(db.run(direction).run().migrated()).isZero();
        assertThat(status()).isEmpty();
    }

    @Test
    void citusWhoseLocksDoNotReachAllNodesIsRefused() {
        makeOneOfCitus(0, "n");
        db.execute("SET allow_system_table_mods = on; DROP TABLE pg_catalog.citus_locks");
        refused(Direction.UP, "its Citus is older than 11.1, and no lock holds on all of its nodes; update it");
    }

    /** Problem rows that stay have the other shape. */
    @Test
    void rowsOfBothShapesAreNamedWhereUpCompletesIt() throws SQLException {
        makeOneOfCitus(0, "n");
        db.insert("integration:google:problem", "[]");
        db.up().skippingProblems().run();
        assertThat(status()).isEmpty();
        db.setVersion("113");
        assertThat(status()).containsExactly("version 113, rows keyed as at 113: 1, as at 114: 1; run v114-up");
    }

    @Test
    void onAnOrdinaryServerSuchAVersionIsNotSaidToBeHalfCommitted() throws SQLException {
        db.up().run();
        db.setVersion("113");
        assertThat(status()).isEmpty();
    }

    private List<String> status() {
        return db.statusFindings(Kind.HALF_COMMITTED);
    }

    /** So Citus says that another node did not have a lock in time; without the warning it is a failure like any other. */
    @ParameterizedTest
    @EnumSource
    void timeOutOfAnotherNodeIsALockThatWasMissed(Warning warning) {
        db.execute(
                "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " RAISE WARNING 'first' USING ERRCODE = '01000';"
                        + " RAISE WARNING 'canceling statement' USING ERRCODE = '" + warning.state + "';"
                        + " RAISE 'failure on connection marked as essential' USING ERRCODE = 'XX000'; END $$",
                "CREATE TRIGGER fails BEFORE UPDATE ON phoenix_kit_settings EXECUTE FUNCTION fail()");
        assertThat(db.up().lockTimeout(Duration.ZERO).fails(warning.failure)).isNotNull();
    }

    private enum Warning {
        LOCK_TIMEOUT("55P03", LockTimeoutException.class),
        ANOTHER("01000", RefusedException.class);

        private final String state;
        private final Class<? extends RuntimeException> failure;

        Warning(String state, Class<? extends RuntimeException> failure) {
            this.state = state;
            this.failure = failure;
        }
    }

    private void makeOneOfCitus(int group, String method) {
        truncateTrigger("phoenix_kit_settings", true);
        db.execute("SET allow_system_table_mods = on; CREATE TABLE pg_catalog.pg_dist_local_group AS SELECT " + group
                + " AS groupid; CREATE TABLE pg_catalog.citus_locks (pid int); CREATE TABLE pg_catalog.pg_dist_partition AS SELECT"
                + " 'phoenix_kit_settings'::regclass AS logicalrelid, '" + method + "'::\"char\" AS partmethod");
    }

    /** As Citus makes it: internal, which only the catalogue can be told. */
    private void truncateTrigger(String table, boolean internal) {
        db.execute(
                "CREATE FUNCTION citus_truncate_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
                "CREATE TRIGGER truncate_trigger_1 AFTER TRUNCATE ON " + table
                        + " EXECUTE FUNCTION citus_truncate_trigger()",
                "UPDATE pg_trigger SET tgisinternal = " + internal + " WHERE tgname = 'truncate_trigger_1'");
    }
}
