package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.KeyLength;
import dev.phoenixkit.v114.Note;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** One migration: from the counted table to the commit, or for a dry run to the counted plan. */
final class MigrationRun {

    private final Connection connection;
    private final MigrationRequest request;
    private final Direction direction;
    private final MigrationListener listener;
    private final SchemaTables tables;
    private final Preflight.Findings findings;
    private final Problems problems = new Problems();
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
        Census census = Census.take(connection, tables);
        listener.counted(census);
        plan(true).decide(connection, decision -> {
            count(decision);
            listener.decided(decision);
        });
        refuseProblems(census);
        return result(census, Duration.ZERO);
    }

    /** Plans, writes, verifies and commits, under the locks. */
    MigrationResult apply(Transaction transaction, Census census, long lockedSince) throws SQLException {
        listener.counted(census);
        Verification verification = Verification.begin(connection, tables, direction, findings.settingsOid(), census);
        ChangeWriter writer = new ChangeWriter(connection, tables, verification);
        boolean complete = verification.comparesContents() || listener.wantsAllDecisions();
        plan(complete).decide(connection, decision -> {
            listener.decided(decision);
            if (count(decision) instanceof Change change && !change.has(Note.ALREADY)) {
                verification.expect(change);
                if (!change.isSettled() && !isRefused()) {
                    writer.write(change);
                }
            }
        });
        refuseProblems(census);
        writer.flush();
        long rest = census.source(direction) - edited - problems.size();
        if (complete) {
            verification.same("rows that only get a new key", rest, settled);
        }
        verification.same("rows that only got a new key", rest, writer.writeRest(direction, problems.uuids()));
        transaction.execute(
                "COMMENT ON TABLE " + tables.marker() + " IS '" + direction.to() + "'; SET CONSTRAINTS ALL IMMEDIATE");
        verification.check(findings.settingsOid(), edited + rest);
        listener.beforeCommit(result(census, since(lockedSince)));
        Failures.commit(transaction);
        MigrationResult result = result(census, since(lockedSince));
        listener.committed(result);
        return result;
    }

    private Plan plan(boolean complete) {
        KeyLength keyLength = findings.server().sqlAscii() ? KeyLength.BYTES : KeyLength.CODE_POINTS;
        return new Plan(direction, tables, keyLength, complete);
    }

    private Decision count(Decision decision) {
        if (decision instanceof Problem problem) {
            problems.add(problem);
        } else if (decision instanceof Change change && !change.has(Note.ALREADY)) {
            if (change.isSettled()) {
                settled++;
            } else {
                edited++;
            }
        }
        return decision;
    }

    private boolean isRefused() {
        return !problems.isEmpty() && request.problemPolicy() == ProblemPolicy.FAIL;
    }

    private void refuseProblems(Census census) {
        if (isRefused()) {
            throw problems.refusal(direction, census.source(direction));
        }
    }

    private MigrationResult result(Census census, Duration locked) {
        long rest = census.source(direction) - edited - problems.size();
        SchemaVersion after = new SchemaVersion(String.valueOf(direction.to()));
        return new MigrationResult(census.version(), after, rest, edited, problems.size(), 0, locked);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
