package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.rows.ChangeWriter;
import dev.phoenixkit.rows.Plan;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.rows.TableState;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.KeyLength;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.verify.Verification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** One migration: from the counted table to the commit, or for a dry run to the counted plan. */
final class MigrationRun {

    private final Connection connection;
    private final MigrationRequest request;
    private final Direction direction;
    private final MigrationListener listener;
    private final SchemaTables tables;
    private final Preflight.Findings findings;
    private final Problems problems = new Problems();
    /** Rows that an undone up had found in the new shape and left so; they are left so again. */
    private final List<UUID> untouched = new ArrayList<>();

    private long edited;
    private long settled;

    MigrationRun(
            Connection connection,
            MigrationRequest request,
            MigrationListener listener,
            SchemaTables tables,
            Preflight.Findings findings) {
        this.connection = connection;
        this.request = request;
        this.direction = request.direction();
        this.listener = listener;
        this.tables = tables;
        this.findings = findings;
    }

    /** Plans without writing, in a snapshot. */
    MigrationResult plan() throws SQLException {
        TableState inventory = TableState.take(connection, tables, direction);
        RowCounts census = inventory.census();
        listener.counted(census);
        plan(inventory, true).decide(connection, (decision, place) -> {
            count(decision);
            listener.decided(decision);
        });
        MigrationResult result = result(census, Duration.ZERO);
        listener.planned(result);
        refuseProblems(census);
        return result;
    }

    /** Plans, writes, verifies and commits, under the locks. */
    MigrationResult apply(Transaction transaction, long lockedSince) throws SQLException {
        TableState inventory = TableState.take(connection, tables, direction);
        RowCounts census = inventory.census();
        listener.counted(census);
        Verification verification = Verification.begin(connection, tables, direction, findings.settings(), inventory);
        ChangeWriter writer = new ChangeWriter(
                connection, tables, verification, request.restore().isPresent());
        boolean complete = verification.comparesContents()
                || listener.wantsAllDecisions()
                || request.restore().isPresent();
        plan(inventory, complete).decide(connection, (decision, place) -> {
            listener.decided(decision);
            if (count(decision) instanceof Change change && !change.has(ChangeNote.ALREADY)) {
                verification.expect(change);
                if (!change.isSettled() && !isRefused()) {
                    // Something active may move rows while others are written; then only the uuid finds them.
                    writer.write(change, verification.comparesContents() ? null : place);
                }
            }
        });
        refuseProblems(census);
        long rest = rest(census);
        if (complete) {
            verification.same("rows that only get a new key", rest, settled);
        }
        StatementPipeline last = new StatementPipeline();
        writer.flush(last);
        writer.writeRest(last, direction, staying(), rest);
        last.command("COMMENT ON TABLE " + tables.marker() + " IS '" + direction.to() + "'")
                .command("SET CONSTRAINTS ALL IMMEDIATE");
        verification.countInto(last);
        last.run(connection);
        verification.check(edited + rest);
        listener.beforeCommit(result(census, since(lockedSince)));
        Failures.commit(transaction);
        MigrationResult result = result(census, since(lockedSince));
        listener.committed(result);
        return result;
    }

    private Plan plan(TableState inventory, boolean complete) {
        KeyLength keyLength = findings.server().sqlAscii() ? KeyLength.BYTES : KeyLength.CODE_POINTS;
        return new Plan(direction, tables, keyLength, request.restore(), inventory.heldKeys(), complete);
    }

    private Decision count(Decision decision) {
        if (decision instanceof Problem problem) {
            problems.add(problem);
        } else if (decision instanceof Change change) {
            if (change.has(ChangeNote.ALREADY)) {
                if (direction == Direction.DOWN) {
                    untouched.add(change.before().uuid());
                }
            } else if (change.isSettled()) {
                settled++;
            } else {
                edited++;
            }
        }
        return decision;
    }

    /** How many rows the set-based part has: all that is neither written one by one nor left as it is. */
    private long rest(RowCounts census) {
        return census.source(direction) - edited - problems.size() - untouched.size();
    }

    /** Rows of the old shape that stay as they are. */
    private UUID[] staying() {
        return Stream.concat(problems.uuids().stream(), untouched.stream()).toArray(UUID[]::new);
    }

    private boolean isRefused() {
        return !problems.isEmpty() && request.problemPolicy() == ProblemPolicy.FAIL;
    }

    private void refuseProblems(RowCounts census) {
        if (isRefused()) {
            throw problems.refusal(direction, census.source(direction));
        }
    }

    private MigrationResult result(RowCounts census, Duration locked) {
        SchemaVersion after = new SchemaVersion(String.valueOf(direction.to()));
        return new MigrationResult(census.version(), after, rest(census), edited, problems.size(), 0, locked);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
