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
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a V113 database, migrates it and rolls it back through Maven, and shows the rows before and after each step. */
public final class Demo {

    private final Database database;
    private final MavenBuild maven;
    private final PrintStream out;
    private final Map<String, String> labels = new LinkedHashMap<>();
    private Snapshot ordinary;

    private Demo(Database database, MavenBuild maven, PrintStream out) {
        this.database = database;
        this.maven = maven;
        this.out = out;
    }

    /**
     * Runs the demo.
     *
     * @param args the folder with the POM to run, the folder to run it in, the repository that has the plugin, and the
     *     plugin's version
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println("Starting PostgreSQL ...");
        try (OwnServer server = OwnServer.builder().start()) {
            Database database = server.createPhoenixKit("shop");
            Path project = Files.createDirectories(Path.of(args[1]));
            String pom = Files.readString(Path.of(args[0], "pom.xml"))
                    .replace("@project.version@", args[3])
                    .replace("@url@", database.url())
                    .replace("@username@", database.user());
            Files.writeString(project.resolve("pom.xml"), pom);
            MavenBuild maven = new MavenBuild(
                    Path.of(System.getProperty("maven.home")), Path.of(args[2]), project, database.password(), out);
            new Demo(database, maven, out).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        for (SampleRow row : SampleRows.all()) {
            labels.put(row.insertInto(database), row.what());
        }
        ordinary = database.snapshot().ordinary();
        title("A database at V113");
        showAll();

        title("What V114 would do: mvn phoenixkit:v114-up -Dphoenixkit.dryRun");
        maven.run("phoenixkit:v114-up", "-Dphoenixkit.dryRun");

        title("V114 up: mvn verify, with a POM that binds phoenixkit:v114-up");
        maven.run("verify");
        title("The same rows at V114");
        showAll();

        title("The application goes on at V114, and users add connections under names that are there already");
        Map<String, String> added = addConnectionsOfV114();
        out.print(SettingsTable.read(database, added));
        labels.putAll(added);

        title("V114 down: mvn phoenixkit:v114-down");
        maven.run("phoenixkit:v114-down");
        title("All rows, back at V113: no two keys are equal, and what was renamed is renamed in the body too");
        showAll();
    }

    /** Names that V113 could not have held twice, one of them just what the way down makes of another. */
    private Map<String, String> addConnectionsOfV114() {
        Map<String, String> added = new LinkedHashMap<>();
        String second = database.insertConnection("{\"provider\": \"google\", \"name\": \"default\"}");
        added.put(second, "added: same name");
        added.put(
                database.insertConnection("{\"provider\": \"google\", \"name\": \"default\"}"),
                "added: same name once more");
        added.put(
                database.insertConnection(
                        "{\"provider\": \"google\", \"name\": \"default-" + second.substring(24, 32) + "\"}"),
                "added: has the suffix");
        added.put(database.insertConnection("{\"provider\": \"github\"}"), "added: without a name");
        return added;
    }

    private void title(String text) {
        out.println();
        out.println("== " + text);
        out.println();
    }

    private void showAll() {
        out.println("Version " + database.version());
        out.println();
        out.print(SettingsTable.read(database, labels));
        Snapshot now = database.snapshot();
        out.println("... and " + (now.rows().size() - labels.size()) + " ordinary settings. Of all ordinary settings, "
                + (now.ordinary().equals(ordinary) ? "none has been written to." : "SOME HAVE BEEN WRITTEN TO."));
    }
}
