package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.Tenants;
import dev.phoenixkit.v114.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What a user waits and pays for: whole builds, {@code mvn validate} with a tool bound to it, in turn. */
final class MavenBench {
    /** The rows that a typical installation has, generously. */
    static final int ROWS = 100;

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
        this.version = home.getFileName().toString().replace("apache-maven-", "");
        this.folder = folder.resolve("maven-" + version);
        System.setProperty("phoenixkit-test.maven.home", home.toString());
    }

    /**
     * What a build took.
     *
     * @param seconds from its start to its end
     * @param clientSeconds processor seconds of Maven
     * @param serverSeconds processor seconds of the server's processes
     */
    record Build(double seconds, double clientSeconds, double serverSeconds) {
        double processorSeconds() {
            return clientSeconds + serverSeconds;
        }
    }

    /**
     * The builds of each tool, round by round.
     *
     * @param schemas how many were migrated
     * @param rows the integrations in each
     */
    record Result(String maven, int schemas, int rows, List<Map<BuildTool, Build>> rounds) {

        Set<BuildTool> tools() {
            return new TreeSet<>(rounds.get(0).keySet());
        }

        /** What a tool takes more than another. */
        Spread added(BuildTool tool, BuildTool than, ToDoubleFunction<Build> what) {
            return Spread.of(rounds.stream()
                    .map(round -> what.applyAsDouble(round.get(tool)) - what.applyAsDouble(round.get(than)))
                    .toList());
        }

        /** How many times as much ours takes as another tool, an empty build taken off both. */
        Spread ratio(BuildTool other, ToDoubleFunction<Build> what) {
            return Spread.of(rounds.stream()
                    .map(round -> {
                        double empty = what.applyAsDouble(round.get(BuildTool.EMPTY));
                        return (what.applyAsDouble(round.get(BuildTool.OURS)) - empty)
                                / (what.applyAsDouble(round.get(other)) - empty);
                    })
                    .toList());
        }

        Spread of(BuildTool tool, ToDoubleFunction<Build> what) {
            return Spread.of(rounds.stream()
                    .map(round -> what.applyAsDouble(round.get(tool)))
                    .toList());
        }
    }

    /** Builds with each of these, on copies of a template with so many schemas and with so many integrations in each. */
    Result run(int schemas, int rows, String template, int rounds, List<BuildTool> tools)
            throws IOException, InterruptedException {
        List<BuildTool> order = new ArrayList<>(tools);
        for (BuildTool tool : order) {
            Path project = Files.createDirectories(folder.resolve(tool.title()));
            tool.prepare(
                    project,
                    HandWritten.migration(Direction.UP) + ";\n" + HandWritten.comment(Workload.UP_COMPLETE) + ";\n");
            Files.writeString(project.resolve("pom.xml"), """
                    <project xmlns="http://maven.apache.org/POM/4.0.0">
                      <modelVersion>4.0.0</modelVersion>
                      <groupId>com.example</groupId>
                      <artifactId>shop</artifactId>
                      <version>1.0</version>
                      <packaging>pom</packaging>
                    %s</project>
                    """.formatted(tool.plugin(schemas)));
        }
        List<Map<BuildTool, Build>> results = new ArrayList<>();
        // On few rows, the first round fills caches and does not count.
        for (int round = rows == ROWS ? 0 : 1; round <= rounds; round++) {
            Map<BuildTool, Build> builds = new EnumMap<>(BuildTool.class);
            for (BuildTool tool : order) {
                // Any database will do for a build that does not connect.
                Database database = tool == BuildTool.EMPTY ? server.runDatabase() : server.restore(template);
                builds.put(tool, build(tool, database, schemas, rows));
            }
            if (round > 0) {
                results.add(builds);
            }
            Collections.rotate(order, 1);
        }
        return new Result(version, schemas, rows, results);
    }

    private Build build(BuildTool tool, Database database, int schemas, int rows)
            throws IOException, InterruptedException {
        double serverBefore = server.processorSeconds();
        double clientBefore = ProcessorTime.ofEndedChildren();
        long start = System.nanoTime();
        MavenRun.Result result = MavenRun.in(folder.resolve(tool.title()))
                .inUsersJvm()
                .with("-Dbench.url=" + database.url(), "-Dbench.user=" + database.user(), "validate")
                .environment("PGPASSWORD", database.password())
                .run();
        double seconds = (System.nanoTime() - start) / 1e9;
        Build build = new Build(
                seconds, ProcessorTime.ofEndedChildren() - clientBefore, server.processorSeconds() - serverBefore);
        if (result.status() != 0 || !isRight(tool, database, schemas, rows)) {
            throw new IllegalStateException("Wrong result of " + tool.title() + ":\n" + result.log());
        }
        return build;
    }

    private static boolean isRight(BuildTool tool, Database database, int schemas, int rows) {
        if (tool == BuildTool.EMPTY) {
            return true;
        }
        if (schemas > 1) {
            return Tenants.at(database, "114").size() == schemas
                    && Tenants.halfDone(database).isEmpty();
        }
        Fingerprint found = Fingerprint.of(database, Direction.UP);
        return tool == BuildTool.SKIP
                ? found.version().equals("113")
                : found.version().equals("114") && found.integrations() == rows;
    }
}
