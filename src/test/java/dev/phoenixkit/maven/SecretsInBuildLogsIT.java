package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.PercentEncoding;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.SecretSearch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real builds under {@code mvn -X -e}, in every way to give the password and to fail: no secret is in what they print. */
@Tag("database")
class SecretsInBuildLogsIT {
    /** Names the project, in every form that is searched for, so that Maven prints it. */
    private static final String CONTROL = "control4711value: ü/%";

    /** The way of the build that succeeds, which shows that encrypted settings work on this Maven. */
    private static final int FIRST_WAY = PasswordWay.ENCRYPTED_SETTINGS.ordinal();

    private static OwnServer server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        server = OwnServer.builder().start();
        BuildOutcome.createRole(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Each outcome and each way at least once; all combinations in a full build. */
    static Stream<Arguments> outcomesAndWays() {
        PasswordWay[] ways = PasswordWay.values();
        return Arrays.stream(BuildOutcome.values())
                .flatMap(outcome -> (Rounds.isFull()
                                ? Arrays.stream(ways)
                                : Stream.of(ways[(outcome.ordinal() + FIRST_WAY) % ways.length]))
                        .map(way -> Arguments.of(outcome, way)));
    }

    @ParameterizedTest
    @MethodSource("outcomesAndWays")
    void holdNoSecret(BuildOutcome outcome, PasswordWay way) throws Exception {
        Database database = BuildOutcome.createDatabase(server, outcome + "_" + way);
        Files.writeString(folder.resolve("pom.xml"), pom());
        Path settings = Files.writeString(folder.resolve("settings.xml"), "<settings/>");
        MavenRun build = MavenRun.in(folder).with("-X", "-e", "-s", settings.toString());
        way.give(build, outcome.target(database), folder);

        MavenRun.Result result =
                outcome.prepare(build, database).goal("v114-up").run();

        assertThat(result.log().contains(outcome.message()))
                .as("the build ends as it is meant to: " + folder)
                .isTrue();
        assertThat(result.status() == 0).isEqualTo(outcome == BuildOutcome.SUCCESS);
        assertThat(SecretSearch.find(CONTROL, result.log())).isEqualTo(EnumSet.allOf(SecretSearch.Form.class));
        String log = withoutLauncher(result.log());
        for (String secret : BuildOutcome.SECRETS) {
            assertThat(SecretSearch.find(secret, log)).as(secret).isEmpty();
        }
    }

    /** Maven 4 prints its command line, in one line of its own, which no plugin can prevent. */
    private static String withoutLauncher(String log) {
        return log.lines().filter(line -> !line.startsWith("Command line: ")).collect(Collectors.joining("\n"));
    }

    private static String pom() {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.phoenixkit.it</groupId>
                  <artifactId>secrets</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <name>%s</name>
                </project>
                """.formatted(String.join(
                " ",
                List.of(
                        CONTROL,
                        PercentEncoding.encode(CONTROL),
                        Base64.getEncoder().encodeToString(CONTROL.getBytes(StandardCharsets.UTF_8)))));
    }
}
