package dev.phoenixkit.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.fleet.Fleet.Outcome;
import dev.phoenixkit.fleet.Fleet.State;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** A run of up, unless said otherwise, over schemas of a test's database, as the goals make it. */
final class TestFleet implements Fleet.Listener<MigrationResult> {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<String> noted = new CopyOnWriteArrayList<>();
    final CountDownLatch done = new CountDownLatch(1);
    private final Fleet<MigrationResult> fleet;
    private final MigrationRequest request;
    private volatile Consumer<String> before = schema -> {};
    private volatile Consumer<String> underTheLock = schema -> {};

    TestFleet(Database database, int threads, boolean failFast, Duration lockTimeout, String... wanted) {
        this(database, Direction.UP, threads, failFast, lockTimeout, wanted);
    }

    TestFleet(
            Database database,
            Direction direction,
            int threads,
            boolean failFast,
            Duration lockTimeout,
            String... wanted) {
        Fleet.Options options = new Fleet.Options(List.of(wanted), threads, failFast, lockTimeout);
        fleet = new Fleet<>(database.settings(), options, this::inSchema, this);
        request = new MigrationRequest(
                direction, ProblemPolicy.FAIL, lockTimeout, MigrationRequest.RunMode.RUN, Optional.empty());
    }

    /** Does something before each schema is worked on. */
    TestFleet before(Consumer<String> work) {
        before = work;
        return this;
    }

    /** Does something while the locks are held and nothing is written yet. */
    TestFleet underTheLock(Consumer<String> work) {
        underTheLock = work;
        return this;
    }

    private MigrationResult inSchema(Fleet.Turn turn) {
        String schema = turn.preflight().schema();
        before.accept(schema);
        return Migrator.run(turn.connection(), turn.preflight(), request, turn.patience(), new MigrationListener() {
            @Override
            public void beforeCommit(MigrationResult result) {
                turn.beforeCommit();
            }

            @Override
            public void counted(SchemaVersion version, RowCounts counts) {
                underTheLock.accept(schema);
            }
        });
    }

    List<Outcome<MigrationResult>> run() {
        return fleet.run();
    }

    CompletableFuture<List<Outcome<MigrationResult>>> start() {
        return CompletableFuture.supplyAsync(this::run, work -> new Thread(work, "fleet").start());
    }

    void stop() {
        fleet.stop();
    }

    /** The schemas that ended so. */
    static List<String> schemas(List<Outcome<MigrationResult>> outcomes, State state) {
        return outcomes.stream()
                .filter(outcome -> outcome.state() == state)
                .map(Outcome::schema)
                .toList();
    }

    /** What kept a schema from being done. */
    static String message(List<Outcome<MigrationResult>> outcomes, String schema) {
        List<Outcome<MigrationResult>> its = outcomes.stream()
                .filter(outcome -> outcome.schema().equals(schema))
                .toList();
        assertThat(its).hasSize(1);
        return its.get(0).failure().orElseThrow().getMessage();
    }

    @Override
    public void endedInOrder(Outcome<MigrationResult> outcome) {
        told.add(outcome.schema());
    }

    @Override
    public void noted(String what) {
        noted.add(what);
    }
}
