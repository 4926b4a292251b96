package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.OracleRow;
import dev.phoenixkit.oracle.RandomRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.testing.CitusDatabase;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Listeners;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.TestRun;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every goal on tables of Citus, on a real cluster: a coordinator and two workers. */
@Tag("citus")
class CitusTest {
    private static final String TABLE = "public.phoenix_kit_settings";
    private static final int ROWS = 200;

    /** How tables come to be those of Citus. Those of a distributed schema are as {@link #BOTH_ON_ONE_WORKER}. */
    private enum Tables {
        REFERENCE("SELECT create_reference_table('phoenix_kit_settings')"),
        BOTH_REFERENCE("SELECT create_reference_table('phoenix_kit_settings'), create_reference_table('phoenix_kit')"),
        ON_ONE_WORKER("SELECT create_distributed_table('phoenix_kit_settings', NULL)"),
        BOTH_ON_ONE_WORKER("SELECT create_distributed_table('phoenix_kit_settings', NULL),"
                + " create_distributed_table('phoenix_kit', NULL)"),
        ONLY_THE_VERSION("SELECT create_distributed_table('phoenix_kit', NULL)"),
        KNOWN_TO_ALL("SELECT citus_add_local_table_to_metadata('phoenix_kit_settings')");

        private final String sql;

        Tables(String sql) {
            this.sql = sql;
        }
    }

    @RegisterExtension
    final CitusDatabase db = new CitusDatabase();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ONLY_THE_VERSION")
    void upAndDownDoWhatTheReferenceSaysOnEveryNode(Tables tables) throws SQLException {
        db.execute(tables.sql);
        for (Direction direction : Direction.values()) {
            long seed = tables.ordinal();
            List<RandomRow> random =
                    direction == Direction.UP ? RandomRows.up(seed, ROWS) : RandomRows.down(seed, ROWS);
            Differential differential = new Differential(db, direction, seed, RandomRows.rows(random));
            if (direction == Direction.UP) {
                storeDifferently(tables);
            }
            differential.refuses();
            differential.succeeds(ProblemPolicy.SKIP, false);
            everyNodeHolds(differential.rows());
            db.execute("DELETE FROM " + TABLE);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ONLY_THE_VERSION")
    void restoreBringsEveryNodeBack(Tables tables) throws SQLException {
        db.execute(tables.sql);
        long seed = 100 + tables.ordinal();
        Differential differential =
                new Differential(db, Direction.UP, seed, RandomRows.rows(RandomRows.up(seed, ROWS)));
        storeDifferently(tables);
        differential.deleteProblemRows();
        List<OracleRow> before = differential.rows();
        Path report = folder.resolve("up.jsonl");

        assertThat(db.up().dry().run().migrated()).isPositive();
        db.up().report(report).run();
        assertThat(db.version()).isEqualTo("114");
        db.down().restore(report).run();

        assertThat(db.version()).isEqualTo("113");
        everyNodeHolds(before);
    }

    /** One node's rows lie elsewhere than another's, and the last node has them from a copy. */
    private void storeDifferently(Tables tables) {
        db.execute("UPDATE " + TABLE + " SET value = value");
        if (tables != Tables.KNOWN_TO_ALL) {
            db.worker(0).execute("VACUUM FULL " + shard());
        }
        db.execute("UPDATE " + TABLE + " SET value = value WHERE uuid::text LIKE '%1'");
        db.addWorker(1);
        db.execute("SELECT replicate_reference_tables('block_writes')");
    }

    /** A worker answers of a reference table from its own copy, of any other from where it is. */
    private void everyNodeHolds(List<OracleRow> rows) throws SQLException {
        for (Database node : db.nodes()) {
            try (Connection connection = node.connect()) {
                new OracleDatabase(connection, TABLE).assertHolds(rows, "node " + node.port());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ONLY_THE_VERSION")
    void writerThroughAWorkerIsWaitedForByShortTriesAndNamed(Tables tables) throws SQLException {
        db.addWorker(1);
        db.execute(tables.sql);
        String uuid = db.insert("integration:google:work", "{}");
        // With which a LOCK would stay on this node, unless told otherwise.
        db.execute("ALTER DATABASE " + db.name() + " SET citus.enable_ddl_propagation = off");
        // One that has not come to its row yet: for that, other writers of a reference table would have to wait.
        OpenTransaction writer = db.worker(0).begin("EXPLAIN UPDATE " + TABLE + " SET value = 'x'");
        TestRun run = db.up().start();

        assertThat(run.awaitWaiting())
                .contains("RowExclusiveLock on phoenix_kit_settings of the node "
                        + db.worker(0).host() + ":" + db.worker(0).port())
                .contains(", user " + db.user() + ", ");
        List<Long> waits = new ArrayList<>();
        try (Connection connection = db.worker(1).connect()) {
            for (int i = 0; i < 10; i++) {
                run.awaitWaiting();
                long start = System.nanoTime();
                connection
                        .createStatement()
                        .execute("UPDATE " + TABLE + " SET value = '" + i + "' WHERE uuid = '" + uuid + "'");
                waits.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            }
        }
        writer.commit();

        assertThat(run.join().migrated()).isOne();
        assertThat(waits).as("milliseconds behind a try").allMatch(wait -> wait < 1_000);
        assertThat(db.snapshot().row(uuid)).containsEntry("value", "9").containsEntry("key", uuid);
    }

    @ParameterizedTest
    @EnumSource
    void workerIsToldToConnectToTheCoordinator(Tables tables) throws SQLException {
        db.execute(tables.sql);
        Database worker = db.worker(0);
        for (TestRun run : List.of(worker.up(), worker.up().dry(), worker.down())) {
            assertThat(run.fails(RefusedException.class))
                    .hasMessageContaining("a worker of Citus")
                    .hasMessageContaining("connect to the coordinator");
        }
        assertThat(db.version()).isEqualTo("113");
    }

    /** As it is when the coordinator dies between the worker's commit and its own. */
    @ParameterizedTest
    @ValueSource(strings = {"UP", "DOWN"})
    void stateBetweenTheTwoCommitsIsNamedAndCompletedByRunningAgain(Direction direction) throws SQLException {
        db.addWorker(1);
        db.execute(Tables.BOTH_ON_ONE_WORKER.sql);
        String from = String.valueOf(direction.fromVersion());
        db.insert("integration:google:work", "{}");
        db.up().run();
        if (direction == Direction.DOWN) {
            db.down().run();
        }
        List<OracleRow> migrated = new OracleDatabase(db.connect(), TABLE).readAll();
        assertThat(db.statusFindings(Kind.HALF_COMMITTED)).isEmpty();
        db.setVersion(from);

        assertThat(db.statusFindings(Kind.HALF_COMMITTED)).hasSize(1);
        assertThat(db.run(direction).run().migrated()).isZero();
        assertThat(db.version()).isEqualTo(String.valueOf(direction.toVersion()));
        everyNodeHolds(migrated);
        assertThat(db.statusFindings(Kind.HALF_COMMITTED)).isEmpty();
    }

    /** The up that wrote the rows has no outcome, and the one that wrote the version found them changed. */
    @Test
    void restoreTakesBackAnUpThatWasCommittedInTwoParts() throws IOException, SQLException {
        db.execute(Tables.BOTH_ON_ONE_WORKER.sql);
        db.insert("integration:google", "{\"token\": 1}", null);
        db.insert("integration:smtp:a", null);
        Path report = folder.resolve("up.jsonl");
        OracleDatabase table = new OracleDatabase(db.connect(), TABLE);
        List<OracleRow> before = table.readAll();
        db.up().report(report).run();
        List<String> lines = new ArrayList<>(Files.readAllLines(report));
        assertThat(lines.removeIf(line -> line.contains("\"type\":\"committed\"")))
                .isTrue();
        Files.write(report, lines);
        db.setVersion("113");

        db.up().report(report).run();
        db.down().restore(report).run();

        table.assertHolds(before, "restored");
    }

    /** What a role or a database limits is not to end what only takes its time, nor to let a commit be lost. */
    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "ON_ONE_WORKER"})
    void defaultsOfTheDatabaseDoNotHoldOnNodes(Tables tables) {
        db.execute(tables.sql);
        db.execute(
                "INSERT INTO " + TABLE + " (key, module, value_json) SELECT 'integration:google:' || n, 'integrations',"
                        + " '{}' FROM generate_series(1, 30000) n");
        db.worker(0)
                .execute(
                        "SET citus.enable_ddl_propagation = off",
                        "SET citus.enable_manual_changes_to_shards = on",
                        "CREATE TABLE seen AS SELECT current_setting('synchronous_commit') AS sync",
                        "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                                + " UPDATE seen SET sync = current_setting('synchronous_commit'); RETURN NULL; END $$",
                        "CREATE TRIGGER notes AFTER UPDATE ON " + shard() + " EXECUTE FUNCTION note()");
        for (Database node : List.of(db, db.worker(0))) {
            for (String setting : List.of(
                    "statement_timeout = '20ms'",
                    "idle_in_transaction_session_timeout = '300ms'",
                    "synchronous_commit = off")) {
                node.execute(
                        "SET citus.enable_ddl_propagation = off", "ALTER DATABASE " + db.name() + " SET " + setting);
            }
        }
        assertThat(db.up().dry().run().migrated()).isEqualTo(30_000);
        assertThat(db.up().run().migrated()).isEqualTo(30_000);
        assertThat(db.worker(0).query("SELECT sync FROM seen")).containsExactly("local");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "ON_ONE_WORKER"})
    void commitThatFailsOnANodeIsOfUnknownOutcome(Tables tables) {
        db.execute(tables.sql);
        String uuid = db.insert("integration:google:work", "{}");
        TestRun run = db.up().after(Listeners.beforeCommit(this::endSessionsOnTheWorker));

        assertThat(run.fails(OutcomeUnknownException.class))
                .hasMessageStartingWith("The commit failed (")
                .hasMessageContaining("the nodes of Citus commit one after the other, so the outcome is unknown");
        db.up().run();
        assertThat(db.key(uuid)).isEqualTo(uuid);
        assertThat(db.version()).isEqualTo("114");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "ON_ONE_WORKER"})
    void workerThatIsGoneBeforeTheCommitIsToldAndNothingIsChanged(Tables tables) {
        db.execute(tables.sql);
        String uuid = db.insert("integration:google:work", "{}");
        TestRun run = db.up().underTheLock(this::endSessionsOnTheWorker);

        assertThat(run.fails(CannotRunException.class)).hasMessageContaining("nothing was changed");
        assertThat(db.key(uuid)).isEqualTo("integration:google:work");
        assertThat(db.version()).isEqualTo("113");
    }

    @ParameterizedTest
    @EnumSource(names = {"REFERENCE", "ON_ONE_WORKER"})
    void whatAFunctionOnANodeSaysOfARowIsNotShown(Tables tables) {
        db.execute(tables.sql);
        db.insert("integration:google:work", "{}");
        db.worker(0)
                .execute(
                        "SET citus.enable_ddl_propagation = off",
                        "SET citus.enable_manual_changes_to_shards = on",
                        "CREATE FUNCTION quote() RETURNS trigger LANGUAGE plpgsql AS"
                                + " $$ BEGIN RAISE 'row %', NEW USING ERRCODE = '57000'; END $$",
                        "CREATE TRIGGER quotes BEFORE UPDATE ON " + shard() + " FOR EACH ROW EXECUTE FUNCTION quote()");

        assertThat(db.up().fails(RefusedException.class))
                .hasMessageContaining("SQLSTATE 57000; its text may quote a row")
                .hasMessageNotContaining("integration:google:work");
    }

    /** The table of the first worker that has the rows. */
    private String shard() {
        return db.query("SELECT shard_name FROM citus_shards WHERE table_name = 'phoenix_kit_settings'::regclass"
                        + " AND nodeport = " + db.worker(0).port())
                .get(0);
    }

    private void endSessionsOnTheWorker() {
        db.worker(0)
                .query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                        + " AND application_name LIKE 'citus_internal%'");
    }

    /** Several batches, by a role that owns the tables and may do nothing else. */
    @ParameterizedTest
    @EnumSource
    void ownerMigratesManyRows(Tables tables) {
        db.execute(tables.sql);
        db.execute(
                "INSERT INTO " + TABLE + " (key, module, value_json) SELECT 'integration:google:' || n, 'integrations',"
                        + " '{}' FROM generate_series(1, 25000) n");
        String role = "owner_of_" + db.name();
        db.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'x'");
        try {
            db.execute("ALTER TABLE phoenix_kit OWNER TO " + role, "ALTER TABLE phoenix_kit_settings OWNER TO " + role);
            Database owner = db.as(role, "x");
            assertThat(owner.up().dry().run().migrated()).isEqualTo(25_000);
            assertThat(owner.up().mode(RunMode.REHEARSAL).run().migrated()).isEqualTo(25_000);
            assertThat(owner.up().run().migrated()).isEqualTo(25_000);
            assertThat(owner.down().run().migrated()).isEqualTo(25_000);
        } finally {
            db.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tableThatIsDistributedByAColumnIsRefused(Direction direction) {
        db.execute(
                "DROP INDEX phoenix_kit_settings_key_uidx",
                "SELECT create_distributed_table('phoenix_kit_settings', 'uuid')");
        db.setVersion(String.valueOf(direction.fromVersion()));
        for (TestRun run : List.of(db.run(direction), db.run(direction).dry())) {
            assertThat(run.fails(RefusedException.class))
                    .hasMessageContaining(
                            "phoenix_kit_settings is distributed by a column, so that its rows are on many"
                                    + " nodes; make an ordinary table of it (undistribute_table)");
        }
    }
}
