package dev.phoenixkit.maven;

import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationRequest;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.migrate.MigrationRequest.RestoreSource;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.IntegrationKey;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Quoted;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.ShapeMismatch;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;

/** Tells the operator what a run finds and does. What was done is only told once it is committed. */
class MigrationLog implements MigrationListener {

    private static final long WAITING_LINES_EVERY = 5_000_000_000L;

    private final Log log;
    private final String schema;
    private final MigrationRequest request;
    private final TruncatedList<String> following = new TruncatedList<>();
    private final TruncatedList<String> renamed = new TruncatedList<>();
    private final TruncatedList<String> drifted = new TruncatedList<>();
    private final TruncatedList<String> problems = new TruncatedList<>();
    private final TruncatedList<String> mismatched = new TruncatedList<>();
    private final FindingLog findings = new FindingLog();
    private long known;
    private Long lastWaitingLine;

    MigrationLog(Log log, String schema, MigrationRequest request) {
        this.log = log;
        this.schema = schema;
        this.request = request;
    }

    final Log log() {
        return log;
    }

    @Override
    public void ready(ServerInfo server) {
        log.info("PostgreSQL " + server.version() + ", database " + server.database() + ", as " + server.user());
        missingStandby(server).ifPresent(log::warn);
    }

    static Optional<String> missingStandby(ServerInfo server) {
        return server.missingStandby()
                .map(names -> "COMMIT waits for a standby (synchronous_standby_names is " + names
                        + "), and too few are connected as far as this role may see. It will wait, and the tables stay locked"
                        + " meanwhile, until there are enough.");
    }

    @Override
    public void committing(String message) {
        log.warn(message);
    }

    @Override
    public void waitingForLock(String holders) {
        long now = System.nanoTime();
        if (lastWaitingLine == null || now - lastWaitingLine > WAITING_LINES_EVERY) {
            lastWaitingLine = now;
            log.info("Waiting for the lock on the tables, up to "
                    + request.lockTimeout().toSeconds() + " s. In the way: " + holders);
        }
    }

    @Override
    public void following(List<String> foreignKeys) {
        foreignKeys.forEach(following::add);
        if (request.mode() != RunMode.DRY_RUN) {
            printFollowing("will follow");
        }
    }

    private void printFollowing(String verb) {
        print(following, "Rows of other tables " + verb + " the keys that they refer to, by:", log::info);
    }

    @Override
    public void retrying(String why) {
        log.info("Rolled back, since a lock on another table was not free; trying again. " + why);
        List.of(renamed, drifted, problems).forEach(TruncatedList::clear);
        findings.retrying(why);
        known = 0;
    }

    @Override
    public void counted(SchemaVersion version, RowCounts counts) {
        log.info("Found version " + version + " and " + count(counts.total(), "setting") + ", among them "
                + count(counts.source(request.direction()), "integration") + " to "
                + (request.direction() == Direction.UP ? "migrate" : "roll back"));
    }

    @Override
    public void decided(Decision decision) {
        if (decision instanceof Problem problem) {
            problems.add(problem.describe());
            return;
        }
        if (isInReport(decision)) {
            known++;
        }
        if (decision instanceof Change change) {
            note(change);
        }
    }

    private void note(Change change) {
        if (change.has(ChangeNote.DRIFTED)) {
            IntegrationKey key = IntegrationKey.parse(change.before().key());
            drifted.add(label(key.provider(), key.name()) + " will show as "
                    + label(
                            change.after().body().provider().text(),
                            change.after().body().name().text())
                    + ", uuid " + change.before().uuid());
        }
        if (change.has(ChangeNote.RENAMED)) {
            String provider = change.after().body().provider().text();
            String name = change.before().body().name().text();
            renamed.add(Quoted.of(provider) + ": " + (name == null ? "no name" : Quoted.of(name)) + " is now "
                    + Quoted.of(change.after().body().name().text()) + ", uuid "
                    + change.before().uuid());
        }
    }

    private boolean isInReport(Decision decision) {
        return request.restoreOf(schema)
                .filter(report -> report.rows().containsKey(decision.before().uuid()))
                .isPresent();
    }

    @Override
    public void mismatched(Row row, ShapeMismatch mismatch) {
        mismatched.add(row.describe() + ": " + mismatch.text());
    }

    @Override
    public void noted(Finding finding) {
        findings.noted(finding);
    }

    /** The last lines of a run that succeeded. */
    void finished(MigrationResult result, long nanos) {
        if (result.isNothingToDo()) {
            print(
                    mismatched,
                    "Rows that do not fit version " + result.before() + ", " + mismatched.total() + ":",
                    log::warn);
            findings.print(log);
            log.info("Nothing to do: the schema " + schema + " is at version " + result.before()
                    + ". Nothing was written.");
            return;
        }
        printLists(result);
        if (request.mode() == RunMode.REHEARSAL) {
            log.info("Rehearsal: " + count(result.migrated(), "integration") + " would be "
                    + (request.direction() == Direction.UP ? "migrated" : "rolled back") + notes(result) + ": version "
                    + result.before() + " would be " + result.after()
                    + ". All of it was written, verified and then rolled"
                    + " back after " + seconds(nanos) + ", of which others could not write for "
                    + seconds(result.locked().toNanos()));
            return;
        }
        log.info((request.direction() == Direction.UP ? "Migrated " : "Rolled back ")
                + count(result.migrated(), "integration")
                + notes(result)
                + ": version " + result.before() + " is now " + result.after() + ". Committed after " + seconds(nanos)
                + ", of which others could not write for "
                + seconds(result.locked().toNanos()));
        log.info(reminder(result));
    }

    static String reminder(MigrationResult result) {
        return "Restart the application's nodes now: they cache settings, and code for version " + result.before()
                + " does not find version " + result.after() + "'s rows.";
    }

    final void printLists(MigrationResult result) {
        Direction direction = request.direction();
        printFollowing(isReal() ? "have followed" : "would follow");
        print(
                drifted,
                count(drifted.total(), "integration") + " had another provider or name in the body than in the key;"
                        + " applications at version 114 show the body's:",
                log::info);
        print(
                renamed,
                count(renamed.total(), "integration") + " renamed, since version 113 needs different names:",
                log::info);
        if (request.problemPolicy() == ProblemPolicy.SKIP) {
            print(
                    problems,
                    count(problems.total(), "integration") + (isReal() ? "" : " would be")
                            + " left as they are (onProblem is skip):",
                    log::warn);
        }
        findings.print(log);
        if (result.unchanged() > 0) {
            log.info(count(result.unchanged(), "integration") + " of the shape of version 114 already"
                    + (direction == Direction.UP ? "" : " before the up that is undone")
                    + (isReal() ? " stayed as they were" : " would stay as they are"));
        }
        request.restoreOf(schema).ifPresent(report -> printRestored(report, result));
    }

    private boolean isReal() {
        return request.mode() == RunMode.RUN;
    }

    private void printRestored(RestoreSource report, MigrationResult result) {
        long back = result.notes().getOrDefault(ChangeNote.RESTORED, 0L) + result.unchanged();
        long all = report.rows().size();
        log.info("Integrations in the report " + report.file() + ": " + all + ". As they were before that up: " + back
                + ". By the ordinary rule, since they were changed or their key was taken: " + (known - back)
                + ". No longer there, or problem rows: " + (all - known) + ".");
    }

    /** How many changes have which note: {@code  (2 filled from the key, 1 renamed)}, or nothing. */
    static String notes(MigrationResult result) {
        String words = result.notes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                .collect(Collectors.joining(", "));
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    static String word(ChangeNote note) {
        return switch (note) {
            case FILLED -> "filled from the key";
            case CONVERTED -> "with a number or boolean turned into text";
            case DRIFTED -> "with another name in the body than in the key";
            case RENAMED -> "renamed";
            case RESTORED -> "restored from the report";
        };
    }

    /** Prints heading and items; nothing where there is none. */
    static void print(TruncatedList<String> list, String heading, Consumer<String> out) {
        if (list.total() > 0) {
            out.accept(heading);
            list.shown().forEach(line -> out.accept("  " + line));
            list.rest().ifPresent(rest -> out.accept("  " + rest));
        }
    }

    private static String label(String provider, String name) {
        return Quoted.of(provider) + " " + Quoted.of(name);
    }

    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(2, RoundingMode.HALF_UP) + " s";
    }
}
