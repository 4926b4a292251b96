package dev.phoenixkit.report;

import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Eventually;
import dev.phoenixkit.testing.ServerLogin;
import dev.phoenixkit.testing.TestRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An up with a report in a JVM of its own, which can be held at a point and killed there. */
public final class ChildRun implements AutoCloseable {

    /** Where the child stops and waits. */
    public enum Stall {
        NOWHERE,
        /** The report is complete, the commit has not been sent. */
        BEFORE_COMMIT,
        /** The commit is done, the report has not been touched since. */
        AFTER_COMMIT
    }

    private static final String STALLED = "stalled";
    private static final String DONE = "done";

    private final Process process;
    private final BufferedReader output;

    private ChildRun(Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ChildRun start(Database database, Path report, Stall stall) {
        return start(List.of(), "-Xmx128m", database, report, stall);
    }

    /** The same through another command, such as a shell that sets limits, and with a heap of its own. */
    static ChildRun start(List<String> before, String heap, Database database, Path report, Stall stall) {
        List<String> command = new ArrayList<>(before);
        command.addAll(java(heap, ChildRun.class));
        command.addAll(List.of(
                database.host(),
                Integer.toString(database.port()),
                database.user(),
                database.name(),
                report.toString(),
                stall.name()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CHILD_PASSWORD", database.password());
        try {
            return new ChildRun(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The command that runs a class of the tests with this JVM's Java and class path. */
    static List<String> java(String heap, Class<?> main) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    }

    void awaitStall() {
        if (!STALLED.equals(readLine())) {
            throw new AssertionError("The child did not get to where it was to stop.");
        }
    }

    /** Ends the child as {@code kill -9} does, and waits until the server has noticed. */
    void kill(Database database) {
        process.destroyForcibly();
        Eventually.check("the child is dead", () -> !process.isAlive());
        Eventually.check(
                "the server has noticed",
                () -> database.query("SELECT 1 FROM pg_stat_activity WHERE datname ="
                                + " current_database() AND application_name = 'phoenixkit-maven-plugin'")
                        .isEmpty());
    }

    /** What the child says in the end: that it is done, or the message of its failure. */
    public String awaitEnd() {
        String said = output.lines().collect(Collectors.joining("\n"));
        Eventually.check("the child is over", () -> !process.isAlive());
        return said;
    }

    private String readLine() {
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    public static void main(String[] args) {
        Database database = new ServerLogin(
                        args[0], Integer.parseInt(args[1]), args[2], System.getenv("CHILD_PASSWORD"))
                .database(args[3]);
        TestRun run = database.up().report(Path.of(args[4]));
        switch (Stall.valueOf(args[5])) {
            case NOWHERE -> {}
            case BEFORE_COMMIT ->
                run.after(new MigrationListener() {
                    @Override
                    public void beforeCommit(MigrationResult result) {
                        stall();
                    }
                });
            case AFTER_COMMIT ->
                run.before(new MigrationListener() {
                    @Override
                    public void committed(MigrationResult result) {
                        stall();
                    }
                });
        }
        try {
            run.run();
            System.out.println(DONE);
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
        }
    }

    /** Blocks for ever; where the parent is gone, nothing goes on either. */
    private static void stall() {
        System.out.println(STALLED);
        System.out.flush();
        try {
            while (System.in.read() >= 0) {
                // nobody writes
            }
        } catch (IOException e) {
            // as good as the end
        }
        Runtime.getRuntime().halt(3);
    }
}
