package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What a user waits for: {@code mvn validate} with the plugin bound to it, beside one that does nothing. */
final class MavenBench {
    /** The rows that a typical installation has, generously. */
    static final int ROWS = 100;

    private static final int ROUNDS = 7;

    private final BenchServer server;
    private final Path folder;
    private final String version;

    /**
     * Builds with one version of Maven.
     *
     * @param home where that Maven is
     */
    MavenBench(BenchServer server, Path folder, Path home) {
        this.server = server;
        this.folder = folder;
        this.version = home.getFileName().toString().replace("apache-maven-", "");
        System.setProperty("phoenixkit.test.maven.home", home.toString());
    }

    /**
     * The wall time of whole builds in seconds, round by round.
     *
     * @param empty a POM without anything
     * @param migrating the same with the plugin in it, on 100 rows
     */
    record Result(String maven, List<Double> empty, List<Double> migrating) {
        /** What the plugin adds, round by round. */
        Spread added() {
            return Spread.of(IntStream.range(0, empty.size())
                    .mapToObj(round -> migrating.get(round) - empty.get(round))
                    .toList());
        }
    }

    Result run(String template) throws IOException {
        Path empty = project("empty", "");
        Path migrating = project("migrating", plugin());
        List<Double> emptyTimes = new ArrayList<>();
        List<Double> migratingTimes = new ArrayList<>();
        // The first round fills caches and does not count.
        for (int round = 0; round <= ROUNDS; round++) {
            Database database = server.restore(template);
            boolean even = round % 2 == 0;
            for (Path project : even ? List.of(empty, migrating) : List.of(migrating, empty)) {
                double time = time(project, database);
                if (round > 0) {
                    (project == empty ? emptyTimes : migratingTimes).add(time);
                }
            }
            if (!database.version("public").equals("114")) {
                throw new IllegalStateException("Wrong result: the build did not migrate, see " + migrating);
            }
        }
        return new Result(version, emptyTimes, migratingTimes);
    }

    private double time(Path project, Database database) {
        long start = System.nanoTime();
        MavenRun.Result result = MavenRun.in(project)
                .with("-Dphoenixkit.url=" + database.url(), "-Dphoenixkit.username=" + database.user(), "validate")
                .environment("PGPASSWORD", database.password())
                .run();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (result.status() != 0) {
            throw new IllegalStateException("A build failed:\n" + result.log());
        }
        return seconds;
    }

    private Path project(String name, String build) throws IOException {
        Path project =
                Files.createDirectories(folder.resolve("maven-" + version).resolve(name));
        Files.writeString(project.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>shop</artifactId>
                  <version>1.0</version>
                  <packaging>pom</packaging>
                %s</project>
                """.formatted(build));
        return project;
    }

    private static String plugin() {
        String[] coordinates = System.getProperty("phoenixkit.test.plugin").split(":");
        return """
                  <build><plugins><plugin>
                    <groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>
                    <executions><execution>
                      <phase>validate</phase><goals><goal>v114-up</goal></goals>
                    </execution></executions>
                  </plugin></plugins></build>
                """.formatted((Object[]) coordinates);
    }
}
