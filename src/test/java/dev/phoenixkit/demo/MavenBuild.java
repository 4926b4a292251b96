package dev.phoenixkit.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs Maven, the one that runs the demo, and shows what the plugin says. */
record MavenBuild(Path mavenHome, Path localRepository, Path project, String password, PrintStream out) {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int COLUMNS = 120;

    /** Runs it with arguments, and fails where it fails. */
    void run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(mavenHome.resolve("bin").resolve("mvn").toString());
        command.addAll(List.of("-B", "-ntp"));
        command.add("-Dmaven.repo.local=" + localRepository);
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password);
        builder.environment().put("LC_ALL", "C.UTF-8");
        // What is meant for the outer build is not for this one.
        builder.environment().remove("MAVEN_ARGS");
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> COLOUR.matcher(line).replaceAll("").stripTrailing())
                .toList();
        if (process.waitFor() != 0) {
            lines.forEach(out::println);
            throw new IllegalStateException("mvn " + String.join(" ", arguments) + " failed");
        }
        lines.stream()
                .dropWhile(line -> !line.startsWith("[INFO] --- "))
                .skip(1)
                .takeWhile(line -> !line.startsWith("[INFO] ----"))
                .flatMap(line -> wrapped(line).stream())
                .forEach(out::println);
    }

    /** A line of Maven's as a terminal of usual width would have it, but broken between columns or else between words. */
    private static List<String> wrapped(String line) {
        List<String> lines = new ArrayList<>();
        String rest = line;
        while (rest.length() > COLUMNS) {
            int column = rest.lastIndexOf("  ", COLUMNS);
            int word = rest.lastIndexOf(' ', COLUMNS);
            int end = column > COLUMNS / 2 ? column : word > COLUMNS / 2 ? word : COLUMNS;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = " ".repeat(11) + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
