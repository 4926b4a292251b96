package dev.phoenixkit.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of the project's tests by a Maven of its own, on what the ordinary build has compiled and installed.
 *
 * @param id also the name of its folder under {@code target/matrix}
 * @param what what runs, on what
 * @param environment of Maven
 * @param arguments goals and properties
 */
record Cell(String id, String what, Map<String, String> environment, List<String> arguments) {
    private static final String REPORTS = "(TEST|BUILD)-.*\\.xml";

    Cell(String id, String what, String... arguments) {
        this(id, what, Map.of(), List.of(arguments));
    }

    /** Runs it. Its status is that of its tests, which {@link Counts} shows. */
    Counts run(List<String> maven, Path folder) throws IOException, InterruptedException {
        // The invoker deletes what it finds among its reports, so each has a folder of its own.
        List<Path> reports = List.of(folder.resolve("tests"), folder.resolve("builds"));
        for (Path kind : reports) {
            for (Path old : Counts.reports(kind, REPORTS)) {
                Files.delete(old);
            }
        }
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(maven);
        command.add("-Dphoenixkit-test.reports=" + reports.get(0));
        command.add("-Dinvoker.reportsDirectory=" + reports.get(1));
        command.add("-Dphoenixkit-test.builds=" + folder.resolve("it"));
        // Whatever fails, the rest runs too: the reports tell.
        command.add("-Dmaven.test.failure.ignore=true");
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("maven.log").toFile());
        builder.environment().putAll(environment);
        int status = builder.start().waitFor();
        Counts counts = Counts.in(reports.get(0), REPORTS).plus(Counts.in(reports.get(1), REPORTS));
        // A Maven that did not get as far as its tests leaves no report.
        return status != 0 && counts.failed() == 0 ? counts.plus(new Counts(0, 1, 0)) : counts;
    }
}
