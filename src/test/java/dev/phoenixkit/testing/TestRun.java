package dev.phoenixkit.testing;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.connect.ServerAddress;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.migrate.ProblemPolicy;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** A run on a test's database, connected as the plugin connects. */
public final class TestRun implements MigrationListener {
    private final Database database;
    private final Direction direction;
    private ServerAddress address;
    private String user;
    private String password;
    private String prefix = "public";
    private Duration lockTimeout = Duration.ofSeconds(120);
    private ProblemPolicy problemPolicy = ProblemPolicy.FAIL;
    private boolean dryRun;
    private Runnable underTheLock = () -> {};
    private final ConcurrentLinkedQueue<String> holders = new ConcurrentLinkedQueue<>();
    private final AtomicReference<CompletableFuture<MigrationResult>> background = new AtomicReference<>();

    private TestRun(Database database, Direction direction) {
        this.database = database;
        this.direction = direction;
        address = new ServerAddress(database.host(), database.port());
        user = database.user();
        password = database.password();
    }

    public static TestRun up(Database database) {
        return new TestRun(database, Direction.UP);
    }

    public static TestRun down(Database database) {
        return new TestRun(database, Direction.DOWN);
    }

    public TestRun as(String newUser, String newPassword) {
        user = newUser;
        password = newPassword;
        return this;
    }

    public TestRun at(String host, int port) {
        address = new ServerAddress(host, port);
        return this;
    }

    public TestRun through(TcpProxy proxy) {
        return at(proxy.host(), proxy.port());
    }

    public TestRun prefix(String newPrefix) {
        prefix = newPrefix;
        return this;
    }

    public TestRun lockTimeout(Duration newLockTimeout) {
        lockTimeout = newLockTimeout;
        return this;
    }

    public TestRun skippingProblems() {
        problemPolicy = ProblemPolicy.SKIP;
        return this;
    }

    public TestRun dry() {
        dryRun = true;
        return this;
    }

    /** Does something while the locks are held and nothing is written yet. */
    public TestRun underTheLock(Runnable work) {
        underTheLock = work;
        return this;
    }

    public MigrationResult run() {
        try (Connection connection = Connector.open(new ConnectionSettings(
                List.of(address),
                database.name(),
                user,
                Optional.of(new Secret(password)),
                "the test",
                Map.of(),
                Duration.ofSeconds(60)))) {
            return Migrator.run(
                    connection,
                    new MigrationRequest(direction, prefix, problemPolicy, lockTimeout, dryRun, Optional.empty()),
                    this);
        } catch (SQLException onClose) {
            throw new IllegalStateException(onClose);
        }
    }

    /** Runs in a thread of its own. */
    public TestRun start() {
        background.set(CompletableFuture.supplyAsync(this::run, work -> new Thread(work, "run").start()));
        return this;
    }

    /** Waits for the end of what was started, and fails as it did. */
    public MigrationResult join() {
        try {
            return background.get().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    public boolean isDone() {
        return background.get().isDone();
    }

    /** Returns once a try for the locks has failed since this was last asked, and who held them then. */
    public String awaitWaiting() {
        holders.clear();
        Eventually.check("the run has waited for a lock", () -> !holders.isEmpty() || isDone());
        return holders.isEmpty() ? "nobody, for the run is over" : holders.peek();
    }

    @Override
    public void waitingForLock(String holding) {
        holders.add(holding);
    }

    @Override
    public void counted(RowCounts census) {
        underTheLock.run();
    }
}
