package dev.phoenixkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.fleet.Fleet.Outcome;
import dev.phoenixkit.fleet.Fleet.State;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.Tenants;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.Waiting;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Direction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which schemas a run takes, in which order, and what becomes of the others where one fails or a connection is lost. */
@Tag("database")
class FleetTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @Test
    void namesAndPatternsTakeEachSchemaOnceInTheOrderOfTheNames() {
        List.of("b_2", "B_1", "b_1", "shop's \"one\"", "žába").forEach(name -> db.createPhoenixKit(name, "113"));
        db.execute("CREATE SCHEMA b_without");

        TestFleet fleet = fleet("b_*", "žába", "b_1", "*\"one*", "B_1");
        List<Outcome<MigrationResult>> outcomes = fleet.run();

        List<String> expected = List.of("B_1", "b_1", "b_2", "shop's \"one\"", "žába");
        assertThat(TestFleet.schemas(outcomes, State.DONE)).isEqualTo(expected);
        assertThat(fleet.told).isEqualTo(expected);
        assertThat(expected).allMatch(schema -> db.version(schema).equals("114"));
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void patternStandsForItsLettersOnlyAndTakesNoTemporaryTables() {
        db.createPhoenixKit("a.c", "113");
        db.createPhoenixKit("abc", "113");
        try (OpenTransaction other = db.begin("CREATE TEMPORARY TABLE phoenix_kit ()")) {
            assertThat(TestFleet.schemas(fleet("a.*").run(), State.DONE)).containsExactly("a.c");
            assertThat(TestFleet.schemas(fleet("*").run(), State.DONE)).containsExactly("a.c", "abc", "public");
            other.rollback();
        }
    }

    @Test
    void namesWithoutPhoenixKitAndPatternsThatTakeNoneAreRefusedTogetherAndNothingIsChanged() {
        db.execute("CREATE SCHEMA bare");

        assertThatThrownBy(() -> fleet("public", "bare", "t_*", "Public").run())
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "Not all that prefixes names is there. Nothing was changed. Expected: names of schemas that hold"
                                + " PhoenixKit, or patterns that take one at least. Found: no PhoenixKit under bare, t_* (takes no"
                                + " schema), Public. Next: correct prefixes; schemas of this database that hold it: public at version"
                                + " 113.");
        assertThat(db.version()).isEqualTo("113");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void schemaThatFailsIsAsBeforeAndTheOthersAreDone(int threads) {
        Tenants.create(db, 6, 3);
        db.setVersion("tenant_00002", "112");
        db.execute("DROP TABLE tenant_00004.phoenix_kit_settings");
        db.insertSetting("tenant_00005", "integration:google:odd", "[]", "integrations");

        TestFleet fleet = fleet(threads, false, LONG);
        List<Outcome<MigrationResult>> outcomes = fleet.run();

        assertThat(TestFleet.schemas(outcomes, State.FAILED))
                .containsExactly("tenant_00002", "tenant_00004", "tenant_00005");
        assertThat(TestFleet.message(outcomes, "tenant_00002")).startsWith("v114-up needs version 113");
        assertThat(TestFleet.message(outcomes, "tenant_00004")).contains("phoenix_kit_settings is missing");
        assertThat(TestFleet.message(outcomes, "tenant_00005"))
                .startsWith("1 of 4 integration rows cannot be migrated");
        assertThat(Tenants.at(db, "114")).containsExactly("tenant_00001", "tenant_00003", "tenant_00006");
        assertThat(fleet.told).isSorted().hasSize(6);
    }

    @Test
    void failFastBeginsNoOtherSchema() {
        Tenants.create(db, 5, 1);
        db.setVersion("tenant_00002", "112");

        List<Outcome<MigrationResult>> outcomes = fleet(1, true, LONG).run();

        assertThat(TestFleet.schemas(outcomes, State.DONE)).containsExactly("tenant_00001");
        assertThat(TestFleet.schemas(outcomes, State.NOT_TRIED))
                .containsExactly("tenant_00003", "tenant_00004", "tenant_00005");
        assertThat(TestFleet.message(outcomes, "tenant_00003"))
                .isEqualTo("Not done, since failFast is true and the schema tenant_00002 failed. Run again.");
        assertThat(Tenants.at(db, "113")).hasSize(3);
    }

    @Test
    void failFastBeginsNoOtherSchemaAfterAnUnknownOutcomeEither() {
        Tenants.create(db, 3, 1);
        try (TcpProxy proxy = TcpProxy.to(db)) {
            ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
            CompletableFuture<List<Outcome<MigrationResult>>> run =
                    new TestFleet(db.through(proxy), 1, true, LONG, "tenant_*").start();
            gate.awaitReached();
            gate.letPassAndCutAnswer();

            List<Outcome<MigrationResult>> outcomes = run.join();
            assertThat(TestFleet.schemas(outcomes, State.UNKNOWN)).containsExactly("tenant_00001");
            assertThat(TestFleet.schemas(outcomes, State.NOT_TRIED)).containsExactly("tenant_00002", "tenant_00003");
            assertThat(Tenants.at(db, "114")).containsExactly("tenant_00001");
        }
    }

    @Test
    void whatIsKnownOfASchemaIsReadAgainAfterFiveSeconds() {
        Tenants.create(db, 2, 1);
        db.execute("ALTER TABLE tenant_00002.phoenix_kit_settings DROP COLUMN module");

        List<Outcome<MigrationResult>> outcomes = fleet(1, false, LONG)
                .before(schema -> {
                    if (schema.equals("tenant_00001")) {
                        db.execute(
                                "ALTER TABLE tenant_00002.phoenix_kit_settings ADD module varchar(255)",
                                "SELECT pg_sleep(5.1)");
                    }
                })
                .run();

        assertThat(TestFleet.schemas(outcomes, State.DONE)).containsExactly("tenant_00001", "tenant_00002");
    }

    @Test
    void schemaThatIsDroppedOrCreatedMeanwhileDoesNotDisturbTheOthers() {
        Tenants.create(db, 4, 1);

        List<Outcome<MigrationResult>> outcomes = fleet(1, false, LONG)
                .before(schema -> {
                    if (schema.equals("tenant_00001")) {
                        db.execute("DROP SCHEMA tenant_00003 CASCADE");
                        db.createPhoenixKit("tenant_00000", "113");
                    }
                })
                .run();

        assertThat(TestFleet.schemas(outcomes, State.FAILED)).containsExactly("tenant_00003");
        assertThat(Tenants.at(db, "114")).containsExactly("tenant_00001", "tenant_00002", "tenant_00004");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void schemaWhoseLockIsHeldIsDoneOnceItIsFree(int threads) {
        Tenants.create(db, 5, 1);
        OpenTransaction other = db.begin("LOCK TABLE tenant_00002.phoenix_kit_settings IN ROW EXCLUSIVE MODE");
        CompletableFuture<List<Outcome<MigrationResult>>> run =
                fleet(threads, false, LONG).start();

        db.awaitRow(
                "the others are done",
                "SELECT 1 WHERE (SELECT count(*) FROM pg_class c JOIN pg_namespace n"
                        + " ON n.oid = c.relnamespace WHERE c.relname = 'phoenix_kit' AND n.nspname LIKE 'tenant%'"
                        + " AND obj_description(c.oid, 'pg_class') = '114') = 4");
        assertThat(run).isNotDone();
        other.rollback();
        other.close();

        assertThat(TestFleet.schemas(run.join(), State.DONE)).hasSize(5);
        assertThat(Tenants.at(db, "114")).hasSize(5);
    }

    @Test
    void allWhoseLocksAreHeldShareOneLockTimeout() {
        Tenants.create(db, 5, 1);
        try (OpenTransaction other = db.begin(
                "LOCK TABLE tenant_00001.phoenix_kit_settings, tenant_00002.phoenix_kit_settings,"
                        + " tenant_00003.phoenix_kit_settings, tenant_00004.phoenix_kit_settings IN ROW EXCLUSIVE MODE")) {
            long start = System.nanoTime();
            List<Outcome<MigrationResult>> outcomes =
                    fleet(1, false, Duration.ofSeconds(4)).run();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(12));
            assertThat(TestFleet.schemas(outcomes, State.DONE)).containsExactly("tenant_00005");
            assertThat(TestFleet.message(outcomes, "tenant_00003"))
                    .contains("not free within lockTimeout = 4 s", "pid " + other.pid());
            other.rollback();
        }
    }

    /** A turn each would leave the time of the others unused. */
    @Test
    void allWhoseLocksAreHeldAreTriedAgainUntilThatIsOver() {
        Tenants.create(db, 2, 1);
        OpenTransaction other = db.begin("LOCK TABLE tenant_00001.phoenix_kit_settings,"
                + " tenant_00002.phoenix_kit_settings IN ROW EXCLUSIVE MODE");
        AtomicInteger tries = new AtomicInteger();
        List<Outcome<MigrationResult>> outcomes = fleet(1, false, LONG)
                .before(schema -> {
                    if (schema.equals("tenant_00001") && tries.incrementAndGet() == 3) {
                        other.rollback();
                    }
                })
                .run();
        other.close();

        assertThat(TestFleet.schemas(outcomes, State.DONE)).hasSize(2);
    }

    @Test
    void connectionThatIsLostEndsItsSchemaAndIsReplacedTwice() {
        Tenants.create(db, 8, 1);
        try (TcpProxy proxy = TcpProxy.to(db)) {
            TestFleet fleet = new TestFleet(db.through(proxy), 1, false, LONG, "tenant_*");
            List<Outcome<MigrationResult>> outcomes = fleet.underTheLock(schema -> {
                        if (List.of("tenant_00002", "tenant_00004", "tenant_00006")
                                .contains(schema)) {
                            proxy.cut();
                        }
                    })
                    .run();

            assertThat(TestFleet.schemas(outcomes, State.DONE))
                    .containsExactly("tenant_00001", "tenant_00003", "tenant_00005");
            assertThat(TestFleet.schemas(outcomes, State.FAILED))
                    .containsExactly("tenant_00002", "tenant_00004", "tenant_00006");
            assertThat(TestFleet.message(outcomes, "tenant_00002")).contains("connection to the server was lost");
            assertThat(TestFleet.message(outcomes, "tenant_00007"))
                    .isEqualTo("Not done, since connections to the server were lost 3 times. Run again.");
            assertThat(Tenants.at(db, "114")).hasSize(3);
        }
    }

    @Test
    void serverThatHasNoMoreConnectionsIsLeftSome() {
        Tenants.create(db, 8, 1);
        Database role = db.createRole("SUPERUSER CONNECTION LIMIT 3");
        // The limit holds for ordinary roles alone.
        db.execute("ALTER ROLE " + role.user() + " NOSUPERUSER", "GRANT " + db.user() + " TO " + role.user());
        TestFleet fleet = new TestFleet(role, 6, false, LONG, "tenant_*");

        List<Outcome<MigrationResult>> outcomes = fleet.before(schema -> {
                    if (schema.equals("tenant_00001")) {
                        // Until the others have tried to connect.
                        Waiting.await("fewer connections").until(() -> !fleet.noted.isEmpty());
                    }
                })
                .run();

        assertThat(TestFleet.schemas(outcomes, State.DONE)).hasSize(8);
        assertThat(fleet.noted)
                .isNotEmpty()
                .allSatisfy(note -> assertThat(note)
                        .startsWith("Going on with fewer connections: ")
                        .contains("53300"));
    }

    /** On the way down a tenth of them want one key. */
    @ParameterizedTest
    @EnumSource(Direction.class)
    void schemaTakesSixRoundTripsAtMost(Direction direction) {
        int schemas = 60;
        Tenants.create(db, schemas, 500);
        if (direction == Direction.DOWN) {
            fleet(1, false, LONG).run();
        }
        try (TcpProxy proxy = TcpProxy.to(db)) {
            List<Outcome<MigrationResult>> outcomes =
                    new TestFleet(db.through(proxy), direction, 1, false, LONG, "tenant_*").run();

            assertThat(TestFleet.schemas(outcomes, State.DONE)).hasSize(schemas);
            assertThat(outcomes.get(0).result().orElseThrow().notes())
                    .containsKey(direction == Direction.UP ? ChangeNote.DRIFTED : ChangeNote.RENAMED);
            assertThat(proxy.roundTrips()).isLessThanOrEqualTo(6 * schemas);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void stopBreaksOffWhatIsNotCommittingAndTellsTheTruth(int threads) {
        Tenants.create(db, 6, 1);
        OpenTransaction other = db.begin("LOCK TABLE tenant_00001.phoenix_kit_settings IN ROW EXCLUSIVE MODE");
        TestFleet fleet = fleet(threads, false, LONG);
        CompletableFuture<List<Outcome<MigrationResult>>> run = fleet.before(schema -> {
                    if (schema.equals("tenant_00004")) {
                        CompletableFuture.runAsync(fleet::stop).join();
                    }
                })
                .start();

        List<Outcome<MigrationResult>> outcomes = run.join();

        List<String> done = TestFleet.schemas(outcomes, State.DONE);
        assertThat(done).contains("tenant_00002", "tenant_00003").doesNotContain("tenant_00001", "tenant_00004");
        assertThat(Tenants.at(db, "114")).isEqualTo(done);
        assertThat(TestFleet.message(outcomes, "tenant_00006"))
                .isEqualTo("Not done, since the build was ended. Run again.");
        assertThat(Tenants.halfDone(db)).isEmpty();
        other.rollback();
        other.close();
    }

    @Test
    void commitThatIsUnderWayWhenTheBuildEndsIsUnknown() {
        Tenants.create(db, 3, 1);
        try (TcpProxy proxy = TcpProxy.to(db)) {
            ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
            TestFleet fleet = new TestFleet(db.through(proxy), 1, false, LONG, "tenant_*");
            CompletableFuture<List<Outcome<MigrationResult>>> run = fleet.start();
            gate.awaitReached();

            long start = System.nanoTime();
            fleet.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(fleet.told).containsExactly("tenant_00001", "tenant_00002", "tenant_00003");
            gate.letPass();
            List<Outcome<MigrationResult>> outcomes = run.join();
            assertThat(TestFleet.schemas(outcomes, State.UNKNOWN)).containsExactly("tenant_00001");
            assertThat(TestFleet.message(outcomes, "tenant_00001"))
                    .isEqualTo(
                            "The build was ended while COMMIT was under way, so the outcome is unknown. Run v114-status to"
                                    + " see it; running the goal again is safe in both cases.");
            assertThat(TestFleet.schemas(outcomes, State.NOT_TRIED)).hasSize(2);
        }
    }

    private TestFleet fleet(String... wanted) {
        return new TestFleet(db, 1, false, LONG, wanted);
    }

    private TestFleet fleet(int threads, boolean failFast, Duration lockTimeout) {
        return new TestFleet(db, threads, failFast, lockTimeout, "tenant_*");
    }
}
