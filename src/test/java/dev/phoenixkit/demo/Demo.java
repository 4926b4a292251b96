package dev.phoenixkit.demo;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.SampleRow;
import dev.phoenixkit.testing.SampleRows;
import dev.phoenixkit.testing.Snapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a V113 database, migrates it and takes it back through Maven, and shows the rows before and after each step. Fails
 * where anything is not as it should be.
 */
public final class Demo {

    private final Database database;
    private final MavenBuild maven;
    private final Path project;
    private final PrintStream out;
    private final Map<String, SampleRow> samples = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<Path> pages = new ArrayList<>();
    private Snapshot before;

    private Demo(Database database, MavenBuild maven, Path project, PrintStream out) {
        this.database = database;
        this.maven = maven;
        this.project = project;
        this.out = out;
    }

    /**
     * Runs the demo.
     *
     * @param args the folder with the POM to run, the folder to run it in, the repository that has the plugin,
     *     and the plugin's own POM
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("Starting PostgreSQL ...");
        try (OwnServer server = OwnServer.builder().start()) {
            Database database = server.createPhoenixKit("shop");
            Path project = Files.createDirectories(Path.of(args[1]).normalize());
            String version = Files.readString(Path.of(args[3]))
                    .replaceAll("(?s).*<artifactId>phoenixkit-maven-plugin</artifactId>\\s*<version>([^<]+)<.*", "$1");
            String pom = Files.readString(Path.of(args[0], "pom.xml"))
                    .replace("@project.version@", version)
                    .replace("@url@", database.url())
                    .replace("@username@", database.user());
            Files.writeString(project.resolve("pom.xml"), pom);
            Files.deleteIfExists(project.resolve("v114.jsonl"));
            MavenBuild maven = new MavenBuild(
                    Path.of(System.getProperty("maven.home")),
                    Path.of(args[2]).normalize(),
                    project,
                    database.password(),
                    out);
            new Demo(database, maven, project, out).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        for (SampleRow row : SampleRows.all()) {
            String uuid = row.insertInto(database);
            samples.put(uuid, row);
            labels.put(uuid, row.what());
        }
        before = database.snapshot();
        title("A database at version 113, with a row of every kind");
        out.print(SettingsTable.read(database, labels));

        step("What is there?", "status.html", "phoenixkit:v114-status");
        step("What would become of it?", "dry-run.html", "phoenixkit:v114-up", "-Dphoenixkit.dryRun");
        requireEqual("the database after a dry run", before, database.snapshot());
        step("The migration", "up.html", "phoenixkit:v114-up", "-Dphoenixkit.report=v114.jsonl");
        title("The same rows at version 114");
        out.print(SettingsTable.read(database, labels));
        requireMigrated();

        title("The application goes on, and users add connections under names that are there already");
        Map<String, String> added = addConnectionsOfV114();
        out.print(SettingsTable.read(database, added));
        step("Back again, exactly", "down.html", "phoenixkit:v114-down", "-Dphoenixkit.restore=v114.jsonl");
        title("The added rows at version 113: no two keys are equal, and what was renamed is renamed in the body too");
        out.print(SettingsTable.read(database, added));
        requireRestored();

        title("All of that was checked. A page of each step, to be opened in a browser");
        pages.forEach(page -> out.println(page.toUri()));
    }

    /** Names that V113 could not have held twice, one of them just what the way down makes of another. */
    private Map<String, String> addConnectionsOfV114() {
        Map<String, String> added = new LinkedHashMap<>();
        String second = database.insertConnection("{\"provider\": \"google\", \"name\": \"default\"}");
        added.put(second, "same name");
        added.put(
                database.insertConnection("{\"provider\": \"google\", \"name\": \"default\"}"), "same name once more");
        added.put(
                database.insertConnection(
                        "{\"provider\": \"google\", \"name\": \"default-" + second.substring(24, 32) + "\"}"),
                "has the suffix");
        added.put(database.insertConnection("{\"provider\": \"github\"}"), "without a name");
        return added;
    }

    private void step(String what, String page, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add("-Dphoenixkit.htmlReport=" + page);
        title(what + "  mvn " + String.join(" ", command));
        maven.run(command);
        pages.add(project.resolve(page));
        if (!Files.exists(project.resolve(page))) {
            throw new IllegalStateException("there is no page " + page);
        }
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
        out.println();
    }

    private void requireMigrated() {
        requireEqual("the version", "114", database.version());
        samples.forEach((uuid, row) -> {
            String migrated = row.isIntegration()
                    ? "key = uuid::text AND module = 'integrations' AND value_json::text = " + row.bodyAtV114()
                            + "::text"
                    : "true";
            requireEqual(
                    row.what(),
                    List.of("t"),
                    database.query("SELECT " + migrated + " FROM phoenix_kit_settings WHERE uuid = '" + uuid + "'"));
        });
        requireEqual(
                "the ordinary settings", before.ordinary(), database.snapshot().ordinary());
        out.println("All else in value_json is as it was, and so is every other setting.");
    }

    private void requireRestored() {
        requireEqual("the version", "113", database.version());
        Snapshot now = database.snapshot().contents();
        for (Map<String, String> row : before.contents().rows()) {
            requireEqual("a row", row, now.row(row.get("uuid")));
        }
        out.println("Every row that was there in the beginning is as it was then, in each column.");
    }

    private static void requireEqual(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new IllegalStateException(what + ": expected " + expected + ", found " + found);
        }
    }
}
