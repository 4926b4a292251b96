package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationRequest.RestoreSource;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.rows.ChangeWriter;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.rows.Plan;
import dev.phoenixkit.rows.RowFindings;
import dev.phoenixkit.rows.SetBasedUpdate;
import dev.phoenixkit.rows.TableState;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.verify.Verification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One migration of one schema: from the counted table to the commit or rollback, or for a dry run to the counted plan. */
final class MigrationRun {
    /** Up to so many rows travel all: to tell those apart that need not would take more round trips than it spares. */
    private static final int FEW = 500;

    private final Connection connection;
    private final MigrationRequest request;
    private final Direction direction;
    private final MigrationListener listener;
    private final SchemaTables tables;
    private final Preflight preflight;
    private final Optional<RestoreSource> restore;
    private final DecisionCounts decided = new DecisionCounts();
    private boolean upIsKnown;

    MigrationRun(
            Connection connection,
            MigrationRequest request,
            MigrationListener listener,
            SchemaTables tables,
            Preflight preflight) {
        this.connection = connection;
        this.request = request;
        this.direction = request.direction();
        this.listener = listener;
        this.tables = tables;
        this.preflight = preflight;
        this.restore = request.restoreOf(preflight.schema());
        this.upIsKnown = restore.map(RestoreSource::committed).orElse(true);
    }

    /** Plans without writing, in a snapshot. */
    MigrationResult plan() throws SQLException {
        TableState state = count();
        noteUnforeseeable();
        noteRows(state, true);
        planOf(state).decideAll(connection, this::tell);
        noteSkipped();
        MigrationResult result = result(state, Duration.ZERO);
        listener.planned(result);
        requirePlan(state);
        return result;
    }

    /** Plans, writes, verifies and commits, under the locks; a rehearsal rolls back instead. */
    MigrationResult apply(Transaction transaction, long lockedSince) throws SQLException {
        TableState state = count();
        Verification verification = Verification.begin(connection, tables, direction, preflight.settings(), state);
        ChangeWriter writer = new ChangeWriter(connection, tables);
        long rewritten = 0;
        if (everyRowTravels(verification, state)) {
            noteRows(state, true);
            planOf(state).decideAll(connection, applying(verification, writer));
        } else {
            SetBasedUpdate update = SetBasedUpdate.run(connection, tables, direction, state.occupiedKeys());
            decided.add(update);
            rewritten = update.rewritten();
            listener.rewritten(rewritten);
            // Rows that SQL rewrites have names of their own: keys are unique.
            noteRows(state, rewritten < state.counts().source(direction) || hasOtherShape(state));
            if (rewritten < state.counts().source(direction)) {
                planOf(state).decideRemaining(connection, applying(verification, writer));
            }
        }
        requirePlan(state);
        noteSkipped();
        StatementPipeline last = new StatementPipeline();
        writer.flush(last);
        last.command("COMMENT ON TABLE " + tables.versionTable() + " IS '" + direction.toVersion() + "'")
                .command("SET CONSTRAINTS ALL IMMEDIATE");
        verification.countInto(last);
        transaction.prepareCommit(last);
        last.run(connection);
        verification.requireEqual("rows that were written one by one", decided.changes() - rewritten, writer.written());
        verification.check(decided.changes());
        if (request.mode() == RunMode.REHEARSAL) {
            transaction.rollback();
            return result(state, since(lockedSince));
        }
        listener.beforeCommit(result(state, since(lockedSince)));
        transaction.commit(preflight.isOfCitus(), listener::committing);
        MigrationResult result = result(state, since(lockedSince));
        listener.committed(result);
        return result;
    }

    private TableState count() throws SQLException {
        StatementPipeline pipeline = new StatementPipeline();
        Supplier<TableState> state = TableState.queryIn(pipeline, tables, direction);
        Set<Kind> kinds = EnumSet.of(Kind.TWINS, direction == Direction.UP ? Kind.BOTH_COLUMNS : Kind.PERSONAL);
        Supplier<List<Finding>> findings = RowFindings.ofFewIn(pipeline, tables, kinds);
        pipeline.run(connection);
        listener.counted(state.get().version(), state.get().counts());
        Finding.ofPrefix(preflight.schema()).ifPresent(listener::noted);
        findings.get().forEach(listener::noted);
        return state.get();
    }

    private boolean hasOtherShape(TableState state) {
        return (direction == Direction.UP
                        ? state.counts().uuidKeyed()
                        : state.counts().composite())
                > 0;
    }

    /** What a dry run cannot know of the real run. */
    private void noteUnforeseeable() {
        preflight.hindrances().forEach(text -> listener.noted(Finding.of(Kind.CONNECTION, text)));
        preflight.settings().activeObjects().forEach(text -> listener.noted(Finding.of(Kind.UNSEEN, text)));
    }

    /** Asks for what there can be and is not known by {@link #count}, so that a large table without it costs nothing. */
    private void noteRows(TableState state, boolean twins) throws SQLException {
        if (RowFindings.areFew(state.counts())) {
            return;
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (twins) {
            kinds.add(Kind.TWINS);
        }
        if (direction == Direction.DOWN) {
            kinds.add(Kind.PERSONAL);
        }
        if (direction == Direction.UP && state.counts().bothColumns() > 0) {
            kinds.add(Kind.BOTH_COLUMNS);
        }
        // On the way down rows that are keyed as at 113 by now are not those that were.
        Set<String> composites = direction == Direction.DOWN ? state.occupiedKeys() : null;
        RowFindings.read(connection, tables, kinds, composites, listener::noted);
    }

    private boolean everyRowTravels(Verification verification, TableState state) {
        return state.counts().source(direction) <= FEW
                || verification.comparesContents()
                || listener.wantsAllDecisions()
                || restore.isPresent();
    }

    private Plan planOf(TableState state) {
        return new Plan(
                direction,
                tables,
                preflight.server().keyLength(),
                state.occupiedKeys(),
                restore.map(RestoreSource::rows));
    }

    private Plan.Decisions applying(Verification verification, ChangeWriter writer) {
        return decision -> {
            tell(decision);
            if (decision instanceof Change change) {
                verification.expect(change);
                if (!isRefused()) {
                    writer.write(change);
                }
            }
        };
    }

    private void tell(Decision decision) {
        upIsKnown = upIsKnown || restore.orElseThrow().isShownBy(decision.before());
        decided.add(decision);
        listener.decided(decision);
        if (decision instanceof Problem problem && direction == Direction.UP) {
            Finding.ofProblem(problem).ifPresent(listener::noted);
        }
    }

    private boolean isRefused() {
        return decided.problems() > 0 && request.problemPolicy() == ProblemPolicy.FAIL;
    }

    private void noteSkipped() {
        if (direction == Direction.UP && decided.problems() > 0 && !isRefused()) {
            listener.noted(Finding.of(Kind.BLOCKS_REPAIR, "problem rows that stay as they are: " + decided.problems()));
        }
    }

    /** @throws RefusedException where problem rows are in the way, or nothing shows that there is an up to restore */
    private void requirePlan(TableState state) {
        if (!upIsKnown) {
            throw restore.orElseThrow().neverCommitted();
        }
        if (isRefused()) {
            throw decided.refusal(direction, state.counts().source(direction));
        }
    }

    private MigrationResult result(TableState state, Duration locked) {
        // On the way up, rows that have the new shape already need not be read to be counted.
        long unchanged = direction == Direction.UP ? state.counts().uuidKeyed() : decided.unchanged();
        return new MigrationResult(
                state.version(),
                new SchemaVersion(String.valueOf(direction.toVersion())),
                decided.changes(),
                unchanged,
                decided.problems(),
                0,
                decided.notes(),
                locked);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
