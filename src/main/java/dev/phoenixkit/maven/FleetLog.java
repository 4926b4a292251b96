package dev.phoenixkit.maven;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.fleet.Fleet.Outcome;
import dev.phoenixkit.fleet.Fleet.State;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.rows.Finding;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/**
 * Tells of a run over several schemas what somebody would act on. Of a single one its goal tells.
 *
 * @param <R> what comes of a schema
 */
abstract class FleetLog<R> implements Fleet.Listener<R> {
    /** Up to so many schemas have a line each. */
    private static final int FEW = 20;

    private static final int CAUSES = 6;
    private static final int LINES_OF_A_CAUSE = 10;
    private static final int PROGRESS_SECONDS = 5;

    private final Log log;
    private final String goal;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(FleetLog::daemon);
    private final Map<String, FindingLog> findings = new ConcurrentHashMap<>();
    private final long start = System.nanoTime();
    private volatile int schemas;
    private int done;
    private int failed;

    FleetLog(Log log, String goal) {
        this.log = log;
        this.goal = goal;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "phoenixkit-progress");
        thread.setDaemon(true);
        return thread;
    }

    /** One line about a schema that is done, without its name; empty where the table says enough. */
    Optional<String> describe(R result) {
        return Optional.empty();
    }

    /** What keeps the rows of a schema from being looked at, though it is done. */
    Optional<String> obstacle(R result) {
        return Optional.empty();
    }

    /** What somebody may have to act on: of how many rows, by what is to be said of them, in the order of the log. */
    abstract Map<String, Long> remarks(R result);

    /** What the operator has to do next, where that is so. */
    Optional<String> reminder(List<Outcome<R>> outcomes) {
        return Optional.empty();
    }

    /** The table of results. */
    abstract TextTable table(List<Outcome<R>> outcomes);

    /** What is asked for, as a goal's first line says it. */
    static String describe(Fleet.Options options) {
        List<String> wanted = options.wanted();
        if (wanted.isEmpty()) {
            return "all schemas";
        }
        return (options.isOfOne() ? "schema " : "schemas ")
                + names(wanted.stream())
                + (options.threads() > 1 ? ", " + options.threads() + " at once" : "");
    }

    final Log log() {
        return log;
    }

    final String goal() {
        return goal;
    }

    final boolean isOfOne() {
        return schemas == 1;
    }

    final boolean isOfFew() {
        return schemas <= FEW;
    }

    @Override
    public void selected(List<String> names) {
        schemas = names.size();
        if (schemas > 1) {
            log.info(schemas + " schemas");
            ticker.scheduleAtFixedRate(this::tellProgress, PROGRESS_SECONDS, PROGRESS_SECONDS, TimeUnit.SECONDS);
        }
    }

    @Override
    public synchronized void ended(Outcome<R> outcome) {
        if (outcome.state() == State.DONE) {
            done++;
        } else {
            failed++;
        }
    }

    private synchronized void tellProgress() {
        int ended = done + failed;
        String left = ended == 0
                ? ""
                : ", about "
                        + Duration.ofNanos((System.nanoTime() - start) / ended * (schemas - ended))
                                .toSeconds()
                        + " s more";
        log.info("Progress: " + done + " done, " + failed + " failed, " + (schemas - ended) + " left" + left);
    }

    @Override
    public void endedInOrder(Outcome<R> outcome) {
        if (schemas > 1 && schemas <= FEW) {
            outcome.result().flatMap(this::describe).ifPresent(line -> log.info(outcome.schema() + ": " + line));
        }
    }

    @Override
    public void noted(String what) {
        log.warn(what);
    }

    @Override
    public void finished(List<Outcome<R>> outcomes) {
        ticker.shutdownNow();
        if (schemas < 2) {
            return;
        }
        tellRemarks(outcomes);
        tellFindings(outcomes);
        table(outcomes).print(log::info);
        tellTroubles(outcomes);
        reminder(outcomes).ifPresent(log::info);
    }

    /** Is told what the operator has to know of a schema; what an earlier try has told is void. */
    final MigrationListener findingsOf(String schema) {
        FindingLog its = new FindingLog();
        findings.put(schema, its);
        return its;
    }

    private void tellFindings(List<Outcome<R>> outcomes) {
        Map<Finding.Kind, TruncatedList<String>> byKind = new EnumMap<>(Finding.Kind.class);
        for (Outcome<R> outcome : outcomes) {
            findings.getOrDefault(outcome.schema(), new FindingLog())
                    .summary()
                    .forEach((kind, what) -> byKind.computeIfAbsent(kind, first -> new TruncatedList<>(FEW))
                            .add(outcome.schema() + ": " + what));
        }
        byKind.forEach((kind, list) ->
                MigrationLog.print(list, count((int) list.total()) + ": " + kind.heading(1), log::warn));
    }

    private void tellRemarks(List<Outcome<R>> outcomes) {
        Map<String, TruncatedList<String>> byKind = new TreeMap<>();
        for (Outcome<R> outcome : outcomes) {
            outcome.result()
                    .map(this::remarks)
                    .orElse(Map.of())
                    .forEach((kind, rows) -> byKind.computeIfAbsent(kind, first -> new TruncatedList<>(FEW))
                            .add(outcome.schema() + ": " + rows));
        }
        byKind.forEach(
                (kind, list) -> MigrationLog.print(list, count((int) list.total()) + " with " + kind + ":", log::warn));
    }

    private void tellTroubles(List<Outcome<R>> outcomes) {
        List<List<Trouble>> byCause = outcomes.stream()
                .flatMap(outcome -> trouble(outcome).stream())
                .collect(Collectors.groupingBy(Trouble::cause, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .sorted((one, other) -> other.size() - one.size())
                .toList();
        for (List<Trouble> same : byCause.subList(0, Math.min(CAUSES, byCause.size()))) {
            log.warn(count(same.size()) + " " + same.get(0).how() + ": "
                    + names(same.stream().map(Trouble::schema)));
            lines(same.get(0).message(), line -> log.warn("  " + line));
        }
        if (byCause.size() > CAUSES) {
            int rest = byCause.stream().skip(CAUSES).mapToInt(List::size).sum();
            log.warn(count(rest) + " for other causes; a report lists all of them");
        }
    }

    static String count(int number) {
        return MigrationLog.count(number, "schema");
    }

    /**
     * Why a schema is not as somebody wants it.
     *
     * @param how in which way
     */
    private record Trouble(String schema, String how, String message) {

        /** By what troubles are the same: their text without names of schemas, numbers and rows. */
        String cause() {
            String name = "(?<![\\p{L}\\p{N}_])" + Pattern.quote(schema) + "(?![\\p{L}\\p{N}_])";
            String text = message.lines()
                    .filter(line -> !line.contains("uuid "))
                    .collect(Collectors.joining("\n"))
                    .replaceAll(name, "…")
                    .replaceAll("[0-9]+", "#");
            return how + text;
        }
    }

    private Optional<Trouble> trouble(Outcome<R> outcome) {
        if (outcome.failure().isEmpty()) {
            return outcome.result()
                    .flatMap(this::obstacle)
                    .map(what -> new Trouble(outcome.schema(), "whose rows cannot be looked at", what));
        }
        RuntimeException failure = outcome.failure().get();
        boolean ours = failure instanceof RefusedException || failure instanceof CannotRunException;
        String how = switch (outcome.state()) {
            case NOT_TRIED -> "not tried";
            case UNKNOWN -> "with an unknown outcome";
            default -> "failed";
        };
        return Optional.of(new Trouble(outcome.schema(), how, ours ? failure.getMessage() : failure.toString()));
    }

    private static void lines(String text, Consumer<String> out) {
        List<String> lines = text.lines().toList();
        lines.stream().limit(LINES_OF_A_CAUSE).forEach(out);
        if (lines.size() > LINES_OF_A_CAUSE) {
            out.accept("… and " + (lines.size() - LINES_OF_A_CAUSE) + " lines more; a report holds all of them");
        }
    }

    /** The first of some names, and how many more there are. */
    static String names(Stream<String> names) {
        return names(names, ", ");
    }

    /** The same with something else between them. */
    static String names(Stream<String> names, String between) {
        TruncatedList<String> list = new TruncatedList<>(FEW);
        names.forEach(list::add);
        return String.join(between, list.shown())
                + (list.total() > FEW ? " and " + (list.total() - FEW) + " more" : "");
    }

    /** The result of a single schema; what kept it from being done is thrown. */
    static <R> R only(List<Outcome<R>> outcomes) {
        Outcome<R> outcome = outcomes.get(0);
        return outcome.result().orElseThrow(() -> outcome.failure().orElseThrow());
    }

    /** @throws RuntimeException where some schemas were not done: refused, if all of them were */
    final void requireAllDone(List<Outcome<R>> outcomes) {
        List<Outcome<R>> missing = outcomes.stream()
                .filter(outcome -> outcome.failure().isPresent())
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        List<String> names = missing.stream().map(Outcome::schema).toList();
        boolean plain = names.size() <= FEW && names.stream().allMatch(name -> name.matches("[\\w-]+"));
        String message = ErrorMessage.what(goal + " did not succeed in " + missing.size() + " of " + schemas
                        + " schemas: " + names(names.stream()) + ". The others are done")
                .next(
                        "remove the causes, which the log shows, and run the same again: schemas that are done take no time"
                                + (plain ? ". Only these: -Dphoenixkit.prefixes=" + String.join(",", names) : ""))
                .toString();
        boolean refused =
                missing.stream().allMatch(outcome -> outcome.failure().orElseThrow() instanceof RefusedException);
        throw refused ? new RefusedException(message) : new CannotRunException(message);
    }
}
