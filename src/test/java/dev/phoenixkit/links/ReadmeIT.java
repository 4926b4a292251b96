package dev.phoenixkit.links;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What README tells people to type, typed into a shell one after the other; and what it says they will see. */
@Tag("database")
class ReadmeIT {
    private static final Pattern BLOCK = Pattern.compile("(?s)```(\\w+)\n(.*?)```");

    /** What has tests of its own, or needs the network: the demo and the build of the plugin. */
    private static final List<String> ELSEWHERE = List.of("mvn -q -f src/demo", "git clone");

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void commandsDoWhatReadmeSays() throws IOException {
        db.insert("integration:google:default", "{\"provider\": \"google\", \"name\": \"default\"}");
        db.insert("integration:openrouter", "{}");
        db.insert("integration:google:work", "{\"provider\": \"google\", \"name\": \"Work calendar\"}");
        db.insert("integration:sip:2", "{\"provider\": \"sip\", \"name\": 2}");
        List<MatchResult> blocks =
                BLOCK.matcher(Files.readString(Path.of("README.md"))).results().toList();
        Path project = Files.createDirectories(folder.resolve("shop"));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(project.resolve("pom.xml"), pom(blocks));
        MavenRun maven = MavenRun.in(folder)
                .with("-s", settings())
                .environment("HOME", folder.toString())
                .environment("MAVEN_OPTS", "-Duser.home=" + folder);
        int ran = 0;
        int compared = 0;
        for (int i = 0; i < blocks.size(); i++) {
            String script = here(blocks.get(i).group(2));
            // PipelinesIT runs what README has for pipelines.
            if (!blocks.get(i).group(1).equals("sh") || ELSEWHERE.stream().anyMatch(script::startsWith)) {
                continue;
            }
            if (script.contains("phoenixkit.prefixes")) {
                List.of("tenant_7", "tenant_8", "admin").forEach(schema -> db.createPhoenixKit(schema, "113"));
            }
            boolean withoutPom = script.contains("phoenixkit.url");
            if (withoutPom) {
                // The short form needs what an installation writes about all plugins of a group.
                script = script.replace(" phoenixkit:", " " + System.getProperty("phoenixkit-test.plugin") + ":");
            }
            MavenRun.Result result = maven.shell(withoutPom ? elsewhere : project, script, "DATABASE_URL", ecto());
            assertThat(result.status()).as("%s\n%s", script, result.log()).isZero();
            ran++;
            if (i + 1 < blocks.size() && blocks.get(i + 1).group(1).equals("text")) {
                assertThat(plain(ofThePlugin(result.log())))
                        .as(script)
                        .isEqualTo(plain(here(blocks.get(i + 1).group(2))));
                compared++;
            }
        }
        assertThat(List.of(ran, compared)).isEqualTo(List.of(8, 4));
    }

    /** A project of the first POM in README, as it stands there. */
    private String pom(List<MatchResult> blocks) {
        String plugin = blocks.stream()
                .filter(block -> block.group(1).equals("xml"))
                .findFirst()
                .orElseThrow()
                .group(2);
        return "<project><modelVersion>4.0.0</modelVersion><groupId>com.example</groupId><artifactId>shop</artifactId>"
                + "<version>1</version><packaging>pom</packaging><build><plugins>" + here(plugin)
                + "</plugins></build></project>";
    }

    private String settings() throws IOException {
        return Files.writeString(
                        folder.resolve("settings.xml"),
                        "<settings><pluginGroups><pluginGroup>dev.phoenixkit</pluginGroup></pluginGroups><servers><server>"
                                + "<id>shop-db</id><username>" + db.user() + "</username><password>" + db.password()
                                + "</password></server></servers></settings>")
                .toString();
    }

    private String ecto() {
        return "ecto://" + db.user() + ":" + db.password().replace(" ", "%20") + "@" + db.host() + ":" + db.port() + "/"
                + db.name();
    }

    /** With the database and user of this test in place of README's. */
    private String here(String text) {
        return text.replaceAll("db\\.example\\.com(:5432)?", db.host() + ":" + db.port())
                .replace(":5432:", ":" + db.port() + ":")
                .replaceAll("(?<=[/:])shop(?=[ :<\n])|(?<=database )shop", db.name())
                .replaceAll("\\bdeploy\\b(?!<)", db.user())
                .replaceAll("PGPASSWORD=… ", "PGPASSWORD='" + db.password() + "' ")
                .replace(":…'", ":" + db.password() + "'");
    }

    /** What the goal has logged. */
    private static String ofThePlugin(String log) {
        return log.lines()
                .dropWhile(line -> !line.startsWith("[INFO] --- "))
                .skip(1)
                .takeWhile(line -> !line.startsWith("[INFO] ---"))
                .collect(Collectors.joining("\n"));
    }

    /** Without what is another each time. */
    private String plain(String output) {
        return output.replaceAll("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "uuid")
                .replaceAll("\\d+\\.\\d\\d s", "time")
                .replaceAll("PostgreSQL [0-9.]+", "PostgreSQL")
                .replace(folder.resolve("shop").toString(), "…")
                .strip();
    }
}
