package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.api.di.Provides;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters as Maven injects them: what is wrong, misspelt or contradictory is refused before anything connects. */
@Tag("slow")
class GoalParametersTest {

    @RegisterExtension
    final GoalHarness harness = new GoalHarness();

    private final RecordedLog log = new RecordedLog();
    private ServerSocket server;

    /** Each parameter, and what can be wrong with it. */
    private enum Row {
        url("oracle://a/b", "uri", "jdbc:postgresql://a/b", "jdbc:postgresql://b/b"),
        urlEnv(" ", "url-env", "DATABASE_URL", "OTHER_URL"),
        username("", "usrname", "deploy", "owner"),
        password("", "passwd", "hush1", "hush2"),
        serverId("", "serverID", "shop", "test"),
        connectTimeout("0", "conectTimeout", "1", "2"),
        report("", "reports", "a.jsonl", "b.jsonl"),
        htmlReport("", "html-reprot", "a.html", "b.html"),
        skip("1", "skipp", "false", "true"),
        prefix("", "prefx", "public", "tenant"),
        prefixes("", "prefixess", "a", "b"),
        threads("33", "thread", "1", "2"),
        failFast("yes", "fail-fast", "false", "true"),
        dryRun("yes", "dry_run", "false", "true"),
        rehearse("yes", "rehears", "false", "true"),
        onProblem("ignore", "onproblem", "fail", "skip"),
        lockTimeout("86401", "lockTimout", "30", "31"),
        restore("", "restor", "a.jsonl", "b.jsonl"),
        failIfPending("on", "failsIfPending", "false", "true");

        private final String wrong;
        private final String misspelt;
        private final String inPom;
        private final String other;

        Row(String wrong, String misspelt, String inPom, String other) {
            this.wrong = wrong;
            this.misspelt = misspelt;
            this.inPom = inPom;
            this.other = other;
        }

        private String element(String value) {
            return "<" + name() + ">" + value + "</" + name() + ">";
        }
    }

    @Provides
    MavenSession session() {
        return harness.session;
    }

    @Provides
    MavenProject project() {
        return harness.project;
    }

    @Provides
    MojoExecution execution() {
        return harness.execution;
    }

    @Provides
    Log log() {
        return log;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
        server.setSoTimeout(1);
        set("url", "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/shop");
        set("username", "deploy");
        set("connectTimeout", "1");
    }

    @AfterEach
    void stopListening() throws IOException {
        server.close();
    }

    @Test
    void everyParameterOfEveryGoalIsInTheTable() {
        assertThat(goals().flatMap(GoalParametersTest::parameters).map(Parameter::getName))
                .containsOnly(Arrays.stream(Row.values()).map(Row::name).toArray(String[]::new));
    }

    @Test
    void goalsArePublishedAsDocumented() {
        Map<String, String> published = goals().collect(Collectors.toMap(
                MojoDescriptor::getGoal,
                goal -> goal.getPhase() + ", " + goal.isThreadSafe() + ", " + goal.isProjectRequired() + ", "
                        + goal.getDependencyResolutionRequired()));
        assertThat(published)
                .isEqualTo(Map.of(
                        "v114-up", "pre-integration-test, true, false, null",
                        "v114-down", "post-integration-test, true, false, null",
                        "v114-status", "null, true, false, null"));
    }

    /** Maven itself would turn {@code yes} into false. Files are what Maven has to see from the module's folder. */
    @Test
    void valuesAreTextAndDefaultsAreThoseOfTheManual() {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> defaults = new LinkedHashMap<>();
        goals().forEach(goal -> parameters(goal).forEach(parameter -> {
            types.put(parameter.getName(), parameter.getType());
            if (parameter.getDefaultValue() != null) {
                defaults.put(parameter.getName(), parameter.getDefaultValue());
            }
        }));
        assertThat(Set.copyOf(types.values()))
                .containsExactlyInAnyOrder("java.lang.String", "java.io.File", "java.util.List");
        assertThat(types).containsEntry("report", "java.io.File").containsEntry("restore", "java.io.File");
        assertThat(defaults)
                .isEqualTo(Map.of(
                        "connectTimeout", "10",
                        "skip", "false",
                        "prefix", "public",
                        "threads", "1",
                        "failFast", "false",
                        "dryRun", "false",
                        "rehearse", "false",
                        "onProblem", "fail",
                        "lockTimeout", "30",
                        "failIfPending", "false"));
    }

    @ParameterizedTest
    @EnumSource
    void wrongValueInThePomIsRefused(Row row) throws Exception {
        assertRefused(row, row.element(row.wrong), row == Row.url ? "of an unknown kind" : "does not take");
    }

    @ParameterizedTest
    @EnumSource
    void wrongValueOfAPropertyIsRefused(Row row) throws Exception {
        for (Supplier<Properties> source : sources()) {
            unset(row.name());
            source.get().setProperty("phoenixkit." + row.name(), row.wrong);
            assertRefused(row, "", row == Row.url ? "of an unknown kind" : "does not take");
            source.get().remove("phoenixkit." + row.name());
        }
    }

    @ParameterizedTest
    @EnumSource
    void misspeltElementIsRefused(Row row) throws Exception {
        assertRefused(
                row,
                "<" + row.misspelt + ">x</" + row.misspelt + ">",
                "Next: write <" + row.name() + "> if that is meant");
    }

    @ParameterizedTest
    @EnumSource
    void misspeltPropertyIsRefused(Row row) throws Exception {
        for (Supplier<Properties> source : sources()) {
            source.get().setProperty("phoenixkit." + row.misspelt, "x");
            assertRefused(row, "", "Expected: phoenixkit." + row.name() + ". Found: phoenixkit." + row.misspelt);
            source.get().clear();
        }
    }

    @ParameterizedTest
    @EnumSource
    void valueThatContradictsThePomIsRefused(Row row) throws Exception {
        for (Supplier<Properties> source : sources().subList(0, 2)) {
            unset(row.name());
            source.get().setProperty("phoenixkit." + row.name(), row.other);
            assertRefused(row, row.element(row.inPom), "The parameter " + row.name() + " is given twice");
            source.get().remove("phoenixkit." + row.name());
        }
    }

    @Test
    void schemaInTheUrlWithoutAPrefixIsRefused() throws Exception {
        set("url", harness.project.getProperties().getProperty("phoenixkit.url") + "?currentSchema=tenant1,public");
        String found = "currentSchema or search_path \"tenant1,public\" in the url";
        for (String goal : List.of("v114-up", "v114-down", "v114-status")) {
            assertThatThrownBy(() -> harness.goal(goal, "").execute())
                    .isInstanceOf(MojoExecutionException.class)
                    .hasMessage(
                            "The url names a schema, which only a prefix can do. Expected: the parameter prefix, with the"
                                    + " one schema that is meant. Found: " + found
                                    + ", and no prefix. Next: set prefix, and take the"
                                    + " schema out of the url if only this plugin uses it.");
        }
        assertNoConnection();
        assertThat(catchThrowable(
                        () -> harness.goal("v114-up", "<prefix>public</prefix>").execute()))
                .hasMessageContaining("Cannot connect");
        assertThat(log.lines()).containsOnlyOnce("[INFO] " + found + " is not used: the prefix decides.");
    }

    @Test
    void rehearsalAndDryRunContradictEachOther() throws Exception {
        set("rehearse", "true");
        assertThatThrownBy(
                        () -> harness.goal("v114-down", "<dryRun>true</dryRun>").execute())
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("Two settings contradict each other. Expected: one of them. Found: dryRun=true, and"
                        + " rehearse=true. Next: remove one of the two.");
        assertNoConnection();
        assertThat(catchThrowable(() -> harness.goal("v114-down", "").execute()))
                .hasMessageContaining("Cannot connect");
        assertThat(log.text()).contains("v114-down (rehearsal) on 127.0.0.1:");
    }

    @Test
    void whatIsRightConnects() throws Exception {
        harness.commandLine().setProperty("phoenixkit.onProblem", "SKIP");
        harness.commandLine().setProperty("phoenixkit.dryRun", "true");
        harness.commandLine().setProperty("phoenixkit.own", "true");
        assertThat(catchThrowable(() -> harness.goal(
                                "v114-up",
                                "<failIfPending>true</failIfPending><detail>true</detail><dryRun>${phoenixkit.dryRun}</dryRun>"
                                        + "<prefix>${phoenixkit.prefix}</prefix><onProblem>skip</onProblem>")
                        .execute()))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("Cannot connect");
        server.accept().close();
        assertThat(log.text())
                .contains("v114-up (dry run) on 127.0.0.1:")
                .containsOnlyOnce(
                        "[WARNING] The command line gives phoenixkit.own, which is no parameter of this plugin.");
    }

    @Test
    void whereSkipIsTrueNothingElseIsLookedAt() throws Exception {
        set("skip", "true");
        set("dryrun", "x");
        harness.goal("v114-up", "<lockTimeout>x</lockTimeout><nonsense/>").execute();
        assertThat(log.lines()).containsExactly("[INFO] Skipped: the parameter skip is true. No connection was made.");
        assertNoConnection();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom", "commandLine", "jvm", "project"})
    void passwordIsNeverLoggedAndWarnedOfInThePom(String place) throws Exception {
        String secret = "hush4711";
        Map.of("commandLine", harness.commandLine(), "jvm", harness.jvm(), "project", harness.project.getProperties())
                .getOrDefault(place, new Properties())
                .setProperty("phoenixkit.password", secret);
        Throwable failure = catchThrowable(
                () -> harness.goal("v114-up", place.equals("pom") ? "<password>" + secret + "</password>" : "")
                        .execute());
        assertThat(failure).hasMessageContaining("Cannot connect");
        assertThat(log.text()).doesNotContain(secret);
        assertThat(log.text().contains("[WARNING] The database password comes from the POM: "))
                .isEqualTo(place.equals("pom") || place.equals("project"));
    }

    /** By every goal that has the parameter. */
    private void assertRefused(Row row, String configuration, String message) throws Exception {
        for (MojoDescriptor goal : goals().filter(goal -> has(goal, row)).toList()) {
            assertThatThrownBy(() -> harness.goal(goal.getGoal(), configuration).execute())
                    .as(goal.getGoal())
                    .isInstanceOf(MojoExecutionException.class)
                    .hasMessageContaining(message)
                    .hasMessageNotContaining("hush");
            assertNoConnection();
        }
    }

    private static boolean has(MojoDescriptor goal, Row row) {
        return parameters(goal).anyMatch(parameter -> parameter.getName().equals(row.name()));
    }

    /** One that was made would wait to be accepted. */
    private void assertNoConnection() {
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }

    /** The harness replaces those that are empty. */
    private List<Supplier<Properties>> sources() {
        return List.of(harness::commandLine, harness::jvm, harness.project::getProperties);
    }

    private void set(String parameter, String value) {
        harness.project.getProperties().setProperty("phoenixkit." + parameter, value);
    }

    private void unset(String parameter) {
        harness.project.getProperties().remove("phoenixkit." + parameter);
    }

    private static Stream<MojoDescriptor> goals() {
        return GoalHarness.DESCRIPTOR.getMojos().stream()
                .filter(goal -> !goal.getGoal().equals("help"));
    }

    private static Stream<Parameter> parameters(MojoDescriptor goal) {
        return goal.getParameters().stream().filter(Parameter::isEditable);
    }
}
