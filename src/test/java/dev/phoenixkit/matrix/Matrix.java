package dev.phoenixkit.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The end of {@code mvn -Pfull verify}: first come the counts of the build itself, which tests the newest of everything;
 * then each other version is tested; then it prints what ran. It fails if a test failed or a cell had none.
 * {@code -Dmatrix.cells=} takes a regular expression for the cells to run.
 */
public final class Matrix {
    private static final String TESTS = "surefire:test@default-test";
    /** The Maven that the builds run on. */
    private static final String UNPACK = "dependency:unpack@maven-under-test";

    private static final String BUILDS = "invoker:integration-test@integration-tests";
    private static final String TURKISH =
            "-Dphoenixkit-test.jvm=-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Colombo";
    private static final List<String> OTHER_POSTGRES = List.of("14.20.0", "15.19.0", "16.15.0", "17.11.0");
    private static final List<String> OTHER_MAVEN = List.of("3.6.3", "3.8.8", "3.9.16");

    private final Path target;
    private final List<String> maven;
    private final List<String> table = new ArrayList<>();
    private boolean clean = true;

    private Matrix(Path target, List<String> maven) {
        this.target = target;
        this.maven = maven;
    }

    /**
     * @param args the project's folder, its target folder, the local repository, {@code offline=true} or not, and at the
     *     end of a build the versions of PostgreSQL and Maven that it has used
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> maven = new ArrayList<>();
        maven.add(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString());
        maven.addAll(List.of("-B", "-ntp", "-f", args[0], "-Dmaven.repo.local=" + args[2]));
        if (args[3].equals("offline=true")) {
            maven.add("-o");
        }
        Matrix matrix = new Matrix(Path.of(args[1]), maven);
        if (args.length > 4) {
            matrix.addThisBuild(args[4], args[5]);
        }
        String chosen = System.getProperty("matrix.cells", ".*");
        for (Cell cell : cells()) {
            if (cell.id().matches(chosen)) {
                matrix.run(cell);
            }
        }
        matrix.print();
    }

    private static List<Cell> cells() throws IOException {
        List<Cell> cells = new ArrayList<>();
        for (String version : OTHER_POSTGRES) {
            cells.add(new Cell(
                    "postgresql-" + version,
                    "database tests on PostgreSQL " + version,
                    TESTS,
                    "-Dgroups=database",
                    "-Dpostgres.binaries.version=" + version));
        }
        for (String version : OTHER_MAVEN) {
            cells.add(new Cell(
                    "maven-" + version,
                    "builds of src/it, pipelines, and secrets in logs, on Maven " + version,
                    UNPACK,
                    BUILDS,
                    "surefire:test@maven-builds",
                    "-Dtest=SecretsInBuildLogsIT,PipelinesIT",
                    "-Dphoenixkit-test.maven.version=" + version));
        }
        // Together, for the time that it takes: what fails says by itself which of the two it is.
        Optional<Jdks.Jdk> newer = Jdks.newestAbove(Runtime.version().feature());
        String turkish = "in the locale tr-TR and the time zone Asia/Colombo";
        cells.add(newer.map(jdk -> new Cell(
                        "jdk-" + jdk.version() + "-turkish",
                        "all tests on JDK " + jdk.version() + " " + turkish + ", builds of src/it",
                        Map.of("JAVA_HOME", jdk.home().toString()),
                        List.of(UNPACK, TESTS, BUILDS, TURKISH)))
                .orElseGet(() -> new Cell("turkish", "all tests " + turkish, TESTS, TURKISH)));
        return cells;
    }

    /** The build that this is the end of has passed, or it would not be here. */
    private void addThisBuild(String postgres, String mavenVersion) throws IOException {
        Path reports = target.resolve("surefire-reports");
        String jdk = ", JDK " + System.getProperty("java.version");
        add("all tests on PostgreSQL " + postgres + jdk, Counts.in(reports, "TEST-.*Test\\.xml"), Duration.ZERO);
        add(
                "builds of src/it on Maven " + mavenVersion + jdk,
                Counts.in(target.resolve("invoker-reports"), "BUILD-.*\\.xml"),
                Duration.ZERO);
        for (Path report : Counts.reports(reports, "TEST-.*IT\\.xml")) {
            String file = report.getFileName().toString();
            String test = file.substring(file.lastIndexOf('.', file.length() - 5) + 1, file.length() - 4);
            add(test + " on Maven " + mavenVersion + jdk, Counts.in(reports, file), Duration.ZERO);
        }
    }

    private void run(Cell cell) throws IOException, InterruptedException {
        Path folder = target.resolve("matrix").resolve(cell.id());
        System.out.println("Matrix: " + cell.what() + ", log in " + folder);
        long start = System.nanoTime();
        add(cell.what(), cell.run(maven, folder), Duration.ofNanos(System.nanoTime() - start));
    }

    private void add(String what, Counts counts, Duration time) {
        clean &= counts.isClean();
        table.add(String.format(
                Locale.ROOT,
                "%-72s %6d %6d %7d %7s",
                what,
                counts.passed(),
                counts.failed(),
                counts.skipped(),
                time.isZero() ? "" : time.toSeconds() + " s"));
    }

    private void print() throws IOException {
        clean &= !table.isEmpty();
        table.add(0, String.format("%-72s %6s %6s %7s %7s", "what ran", "passed", "failed", "not run", "time"));
        table.forEach(System.out::println);
        Files.write(target.resolve("matrix.txt"), table);
        if (!clean) {
            throw new IllegalStateException("Some of the matrix failed or did not run; see the table above.");
        }
    }
}
