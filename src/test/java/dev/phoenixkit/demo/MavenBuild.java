package dev.phoenixkit.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs Maven, the one that runs the demo, and shows what it prints. */
record MavenBuild(Path mavenHome, Path localRepository, Path project, String password, PrintStream out) {
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

    /** Runs it with arguments, and fails where it fails. */
    void run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(mavenHome.resolve("bin").resolve("mvn").toString());
        command.addAll(List.of("-B", "-ntp"));
        command.add("-Dmaven.repo.local=" + localRepository);
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password);
        builder.environment().put("LC_ALL", "C.UTF-8");
        // What is meant for the outer build is not for this one.
        builder.environment().remove("MAVEN_ARGS");
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String text = COLOUR.matcher(line).replaceAll("").stripTrailing();
                if (!text.isEmpty()) {
                    out.println("  | " + text);
                }
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IllegalStateException("mvn " + String.join(" ", arguments) + " ended with status " + status);
        }
    }
}
