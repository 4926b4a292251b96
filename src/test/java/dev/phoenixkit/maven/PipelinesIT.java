package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What README and docs/connecting.md show for pipelines and clouds, in real builds. */
@Tag("database")
class PipelinesIT {
    private static final Path PROJECT = Path.of(System.getProperty("basedir", ""));
    private static final Path REPOSITORY = Path.of(System.getProperty("phoenixkit-test.repository", ""));
    private static final String DRIVER_CLASSES = "com.google.cloud.sql.postgres.SocketFactory";

    private static OwnServer server;
    private static OwnServer other;

    @TempDir
    Path folder;

    private Database shop;

    @BeforeAll
    static void start() throws IOException {
        server = OwnServer.builder().start();
        other = OwnServer.builder().start();
        publishStandIns(StandInSocketFactory.class, StandInLogin.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        other.close();
    }

    @BeforeEach
    void createDatabase() {
        server.maintenance().execute("DROP DATABASE IF EXISTS shop");
        shop = server.createPhoenixKit("shop");
    }

    @Test
    void settingsOfAPipelineWorkBesideTheReadmesPom() throws IOException {
        writePom(readme("xml", "<plugin>"));
        Path settings = Files.writeString(folder.resolve("ci-settings.xml"), readme("xml", "<settings>"));
        assertThat(readme("yaml", "SHOP_DB_USER")).contains("mvn -B -s ci-settings.xml phoenixkit:v114-up");

        MavenRun.Result build = MavenRun.in(folder)
                .with("-s", settings.toString())
                .environment("SHOP_DB_USER", shop.user())
                .environment("SHOP_DB_PASSWORD", shop.password())
                .goal("v114-up")
                .run();

        assertThat(build.log()).contains("version 113 is now 114");
        assertThat(shop.version()).isEqualTo("114");
    }

    @Test
    void twoExecutionsThatDifferInOneOptionEachMigrateTheirOwnServer() throws IOException {
        Database far = other.createPhoenixKit("shop");
        String plugin = documented("cloudSqlInstance");
        String configuration = plugin.substring(plugin.indexOf("<configuration>"), plugin.indexOf("<dependencies>"));
        writePom(plugin.replace(
                configuration,
                "<executions>" + execution("a", configuration, server) + execution("b", configuration, other)
                        + "</executions>"));

        MavenRun.Result build = MavenRun.in(folder)
                .with("verify")
                .environment("PGUSER", "postgres")
                .environment("PGPASSWORD", server.password())
                .run();

        assertThat(build.log().split("version 113 is now 114", -1))
                .as(build.log())
                .hasSize(3);
        assertThat(List.of(shop.version(), far.version())).containsExactly("114", "114");
    }

    @Test
    void authenticationPluginOfTheUsersOwnGivesThePassword() throws IOException {
        writePom(documented("authenticationPluginClassName"));

        MavenRun.Result build = MavenRun.in(folder)
                .with("-Dphoenixkit.username=" + shop.user())
                .environment("STAND_IN_TOKEN", shop.password())
                .goal("v114-up")
                .run();

        assertThat(build.log()).contains("version 113 is now 114");
    }

    private String execution(String id, String configuration, OwnServer instance) {
        return "<execution><id>" + id + "</id><goals><goal>v114-up</goal></goals>"
                + configuration.replaceFirst("cloudSqlInstance=[^&]*", "cloudSqlInstance=shop:here:" + instance.port())
                + "</execution>";
    }

    private static String readme(String kind, String with) throws IOException {
        return block(Path.of("README.md"), kind, with);
    }

    private static String documented(String with) throws IOException {
        return block(Path.of("docs/connecting.md"), "xml", with);
    }

    /** The first block of code of this kind in a document that holds a text. */
    private static String block(Path document, String kind, String with) throws IOException {
        Matcher blocks = Pattern.compile("```" + kind + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PROJECT.resolve(document)));
        return blocks.results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(with))
                .findFirst()
                .orElseThrow();
    }

    /** With what this machine has in place of what the document names. */
    private void writePom(String plugin) throws IOException {
        String here = plugin.replace("db.example.com", server.host() + ":" + server.port())
                .replaceAll("(?s)<dependency>.*?</dependency>", """
                        <dependency>
                          <groupId>dev.phoenixkit.it</groupId><artifactId>stand-ins</artifactId><version>1</version>
                        </dependency>""")
                .replace(DRIVER_CLASSES, StandInSocketFactory.class.getName())
                .replaceAll(
                        "authenticationPluginClassName=[\\w.]+",
                        "authenticationPluginClassName=" + StandInLogin.class.getName());
        Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.phoenixkit.it</groupId>
                  <artifactId>pipeline</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build><plugins>%s</plugins></build>
                </project>
                """.formatted(here));
    }

    private static void publishStandIns(Class<?>... classes) throws IOException {
        Path artifact = Files.createDirectories(REPOSITORY.resolve("dev/phoenixkit/it/stand-ins/1"));
        Files.writeString(artifact.resolve("stand-ins-1.pom"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.phoenixkit.it</groupId>
                  <artifactId>stand-ins</artifactId>
                  <version>1</version>
                </project>
                """);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(artifact.resolve("stand-ins-1.jar")))) {
            for (Class<?> type : classes) {
                Path file = Path.of(
                        type.getProtectionDomain().getCodeSource().getLocation().getPath());
                String prefix = type.getName().replace('.', '/');
                try (var all = Files.list(file.resolve(prefix).getParent())) {
                    for (Path each : all.filter(
                                    name -> name.getFileName().toString().startsWith(type.getSimpleName()))
                            .toList()) {
                        jar.putNextEntry(new JarEntry(file.relativize(each).toString()));
                        Files.copy(each, jar);
                    }
                }
            }
        }
    }
}
