package dev.phoenixkit.bench;

import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.testing.Database;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A contender's client in a JVM of its own, which starts as cold as a user's Maven does. */
final class ClientJvm {
    private ClientJvm() {}

    /**
     * What a run says of itself.
     *
     * @param rows how many rows it has migrated
     * @param seconds from the call on the open connection to the end of the commit
     */
    record Result(long rows, double seconds) {}

    /**
     * Runs a contender to its end.
     *
     * @param options for the JVM
     * @throws IllegalStateException if it fails, with all that it printed
     */
    static Result run(Contender contender, Workload workload, Database database, String... options)
            throws IOException, InterruptedException {
        return run(ClientJvm.class, contender.name(), workload.name(), database, options);
    }

    /** The same of any class whose {@code main} takes the contender, what it works on, and the database. */
    static Result run(Class<?> main, String contender, String workload, Database database, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath(), main.getName(), contender, workload));
        command.addAll(List.of(database.host(), Integer.toString(database.port()), database.name(), database.user()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(contender + " failed on " + workload + ":\n" + said);
        }
        String[] words = said.substring(said.lastIndexOf('\n') + 1).split(" ");
        return new Result(Long.parseLong(words[0]), Double.parseDouble(words[1]));
    }

    /** The tests' and the plugin's classes, and the jars that a user's build loads. */
    private static String classPath() {
        return Stream.concat(places(ClientJvm.class, Connector.class), dependencies().stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The jars that a user's build loads besides the plugin's own. */
    static List<Path> dependencies() {
        return places(
                        org.postgresql.Driver.class,
                        com.fasterxml.jackson.databind.ObjectMapper.class,
                        com.fasterxml.jackson.core.JsonFactory.class,
                        com.fasterxml.jackson.annotation.JsonProperty.class)
                .toList();
    }

    private static Stream<Path> places(Class<?>... types) {
        return Stream.of(types)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().toString())
                .map(place -> Path.of(URI.create(place)))
                .distinct();
    }

    /**
     * The client's side.
     *
     * @param args contender, workload, host, port, database and user; the password is in the environment
     */
    public static void main(String[] args) throws SQLException {
        Contender contender = Contender.valueOf(args[0]);
        Workload workload = Workload.valueOf(args[1]);
        try (Connection connection =
                PluginRun.connect(args[2], Integer.parseInt(args[3]), args[4], args[5], System.getenv("PGPASSWORD"))) {
            long start = System.nanoTime();
            long rows = contender.run(connection, workload);
            System.out.println(rows + " " + (System.nanoTime() - start) / 1e9);
        }
    }
}
