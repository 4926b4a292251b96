package dev.phoenixkit.testing;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.report.ReportReader;
import dev.phoenixkit.report.ReportWriter;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A run on a test's database, connected and reported as the goals do it. Begins with {@link Database#run}. */
public final class TestRun implements MigrationListener {
    private final Database database;
    private final Direction direction;
    private final List<MigrationListener> before = new ArrayList<>();
    private final List<MigrationListener> after = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> holders = new ConcurrentLinkedQueue<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private String prefix = "public";
    private Duration lockTimeout = Duration.ofSeconds(120);
    private ProblemPolicy problemPolicy = ProblemPolicy.FAIL;
    private RunMode mode = RunMode.RUN;
    private Optional<Path> report = Optional.empty();
    private Optional<Path> page = Optional.empty();
    private Optional<Path> restore = Optional.empty();
    private Runnable underTheLock = () -> {};
    private CompletableFuture<MigrationResult> background;

    TestRun(Database database, Direction direction) {
        this.database = database;
        this.direction = direction;
    }

    public TestRun prefix(String newPrefix) {
        prefix = newPrefix;
        return this;
    }

    public TestRun lockTimeout(Duration newLockTimeout) {
        lockTimeout = newLockTimeout;
        return this;
    }

    public TestRun problems(ProblemPolicy policy) {
        problemPolicy = policy;
        return this;
    }

    public TestRun skippingProblems() {
        return problems(ProblemPolicy.SKIP);
    }

    public TestRun dry() {
        return mode(RunMode.DRY_RUN);
    }

    public TestRun mode(RunMode newMode) {
        mode = newMode;
        return this;
    }

    public TestRun report(Path newReport) {
        report = Optional.of(newReport);
        return this;
    }

    public TestRun page(Path newPage) {
        page = Optional.of(newPage);
        return this;
    }

    public TestRun restore(Path newRestore) {
        restore = Optional.of(newRestore);
        return this;
    }

    /** Is notified before the report is. */
    public TestRun before(MigrationListener listener) {
        before.add(listener);
        return this;
    }

    /** Is notified after the report was. */
    public TestRun after(MigrationListener listener) {
        after.add(listener);
        return this;
    }

    /** Does something while the locks are held and nothing is written yet. */
    public TestRun underTheLock(Runnable work) {
        underTheLock = work;
        return this;
    }

    /** What the run is asked to do. */
    public MigrationRequest request() {
        Optional<MigrationRequest.Ups> ups = restore.map(ReportReader::read);
        ups.ifPresent(known -> known.upOf(prefix));
        return new MigrationRequest(direction, problemPolicy, lockTimeout, mode, ups);
    }

    /** The one schema that it is about. */
    public Fleet.Options options() {
        return Fleet.Options.of(List.of(prefix), lockTimeout);
    }

    /** Begins the report of this run. */
    public Report openReport() {
        return openReport(request());
    }

    private Report openReport(MigrationRequest request) {
        return Report.open(
                new Report.Paths(report, page), "1.2.3", database.settings(), Optional.of(request), warnings::add);
    }

    public MigrationResult run() {
        MigrationRequest request = request();
        if (report.isEmpty() && page.isEmpty()) {
            return migrate(request, List.of());
        }
        try (Report file = openReport(request)) {
            ReportWriter writer = new ReportWriter(file, prefix);
            try {
                MigrationResult result = migrate(request, List.of(writer));
                writer.finished(result);
                return result;
            } catch (RuntimeException e) {
                writer.failed(e);
                throw e;
            }
        }
    }

    /** What was to be told of the report. */
    public List<String> warnings() {
        return warnings;
    }

    private MigrationResult migrate(MigrationRequest request, List<MigrationListener> writer) {
        List<MigrationListener> all = new ArrayList<>(before);
        all.addAll(writer);
        all.add(this);
        all.addAll(after);
        Fleet<MigrationResult> fleet = new Fleet<>(
                database.settings(),
                options(),
                turn -> Migrator.run(
                        turn.connection(), turn.preflight(), request, turn.patience(), MigrationListener.all(all)),
                new Fleet.Listener<>() {});
        Fleet.Outcome<MigrationResult> outcome = fleet.run().get(0);
        return outcome.result().orElseThrow(() -> outcome.failure().orElseThrow());
    }

    /** Runs in a thread of its own. */
    public TestRun start() {
        background = CompletableFuture.supplyAsync(this::run, work -> new Thread(work, "run").start());
        return this;
    }

    /** Waits for the end of what was started, and fails as it did. */
    public MigrationResult join() {
        try {
            return background.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Runs, or waits for what was started, and gives the exception of just this class with which that fails. */
    public <T extends RuntimeException> T fails(Class<T> type) {
        Throwable failure = catchThrowable(background == null ? this::run : this::join);
        assertThat(failure).isExactlyInstanceOf(type);
        return type.cast(failure);
    }

    public boolean isDone() {
        return background.isDone();
    }

    /** Returns once a try for the locks has failed since this was last asked, and who held them then. */
    public String awaitWaiting() {
        holders.clear();
        await("the run has waited for a lock").until(() -> !holders.isEmpty() || isDone());
        return holders.isEmpty() ? "nobody, for the run is over" : holders.peek();
    }

    /** What the operator was told of, of this kind. */
    public List<Finding> findings(Finding.Kind kind) {
        return findings.stream().filter(finding -> finding.kind() == kind).toList();
    }

    @Override
    public void noted(Finding finding) {
        findings.add(finding);
    }

    @Override
    public void waitingForLock(String holding) {
        holders.add(holding);
    }

    @Override
    public void counted(SchemaVersion version, RowCounts counts) {
        underTheLock.run();
    }
}
