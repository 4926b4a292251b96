package dev.phoenixkit.maven.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.phoenixkit.connect.DatabaseUrl;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.maven.parameters.Parameters.Element;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    private static final ParameterType<Integer> SECONDS = ParameterType.number("seconds", 0, 3600);

    private final List<Element> configuration = new ArrayList<>();
    private final Properties commandLine = new Properties();
    private final Properties jvm = new Properties();
    private final Properties project = new Properties();
    private final Parameters given = new Parameters(
            Set.of("dryRun", "url", "goal"), Set.of("dryRun", "url"), configuration, commandLine, jvm, project);

    @ParameterizedTest
    @ValueSource(strings = {"yes", "1", "TRUE", "True", " true", "", "on"})
    void flagIsTrueOrFalseAndNothingElse(String text) {
        refused(() -> given.read("dryRun", text, ParameterType.FLAG))
                .withMessage("The parameter dryRun has a value that it does not take. Expected: true or false. Found: "
                        + (text.isEmpty() ? "nothing" : text)
                        + ", from the default. Next: correct it, or leave the parameter out.");
        assertThat(given.read("dryRun", "true", ParameterType.FLAG)).isTrue();
        assertThat(given.read("dryRun", "false", ParameterType.FLAG)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "3601", "99999999999999999999", "+1", "1.0", "1e2", "٣", "30s", " 1", "", "0x1"})
    void numberIsWholeAndInRange(String text) {
        refused(() -> given.read("t", text, SECONDS))
                .withMessageContaining(" Expected: a whole number of seconds, 0 to 3600. Found: "
                        + (text.isEmpty() ? "nothing" : text) + ", from ");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3600, 3600", "007, 7"})
    void numberInRangeIsTaken(String text, int number) {
        assertThat(given.read("t", text, SECONDS)).isEqualTo(number);
    }

    @Test
    void enumerationListsItsValuesAndTakesEitherCase() {
        ParameterType<TimeUnit> unit = ParameterType.oneOf(TimeUnit.class);
        assertThat(given.read("unit", "Hours", unit)).isEqualTo(TimeUnit.HOURS);
        refused(() -> given.read("unit", "weeks", unit))
                .withMessageContaining(
                        " Expected: nanoseconds or microseconds or milliseconds or seconds or minutes or hours"
                                + " or days. Found: weeks, from ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void emptyTextIsRefusedWhateverTheType(String text) {
        for (ParameterType<?> type : List.of(
                ParameterType.FLAG,
                SECONDS,
                ParameterType.text("a name"),
                ParameterType.URL,
                ParameterType.file(null))) {
            refused(() -> given.read("x", text, type)).withMessageContaining(" Found: nothing, from ");
        }
        refused(() -> given.read("x", "", ParameterType.PASSWORD)).withMessageContaining(" Found: nothing, from ");
    }

    @Test
    void whereAWrongValueStandsIsSaid() {
        project.setProperty("phoenixkit.dryRun", "a");
        refused(() -> given.read("dryRun", "a", ParameterType.FLAG))
                .withMessageContaining("Found: a, from the project's property phoenixkit.dryRun.");
        jvm.setProperty("phoenixkit.dryRun", "b");
        refused(() -> given.read("dryRun", "b", ParameterType.FLAG))
                .withMessageContaining("Found: b, from the JVM's property phoenixkit.dryRun.");
        commandLine.setProperty("phoenixkit.dryRun", "c");
        refused(() -> given.read("dryRun", "c", ParameterType.FLAG))
                .withMessageContaining("Found: c, from the user property phoenixkit.dryRun.");
        inPom("dryRun", "d");
        refused(() -> given.read("dryRun", "d", ParameterType.FLAG))
                .withMessageContaining("Found: d, from the POM's configuration.");
    }

    @Test
    void parameterThatMavenDoesNotFillIsLookedForAmongTheProperties() {
        assertThat(given.read("url", null, ParameterType.URL)).isNull();
        project.setProperty("phoenixkit.url", "jdbc:postgresql://a/b");
        assertThat(given.read("url", null, ParameterType.URL)).isEqualTo(DatabaseUrl.parse("postgres://a:5432/b"));
    }

    @Test
    void emptyPropertyOfAFileIsRefusedThoughMavenTakesTheFolder() {
        commandLine.setProperty("phoenixkit.report", "");
        refused(() -> given.read("report", "/module", ParameterType.file(Path.of("/module"))))
                .withMessageContaining("Found: nothing, from the user property phoenixkit.report.");
    }

    @Test
    void emptyElementIsRefusedThoughMavenTakesTheDefault() {
        inPom("dryRun", "");
        refused(() -> given.read("dryRun", "false", ParameterType.FLAG))
                .withMessageContaining("Found: nothing, from the POM's configuration.");
    }

    @Test
    void expressionThatStandsForNothingIsRefusedUnlessItIsTheParametersOwnProperty() {
        configuration.add(new Element("dryRun", "${dry}", null));
        refused(() -> given.read("dryRun", "false", ParameterType.FLAG))
                .withMessageContaining("Found: ${dry}, which stands for nothing, from the POM's configuration.");
        configuration.set(0, new Element("dryRun", "${phoenixkit.dryRun}", null));
        assertThat(given.read("dryRun", "false", ParameterType.FLAG)).isFalse();
        assertThat(given.isGiven("dryRun")).isFalse();
    }

    @Test
    void valueThatMavenWouldDropIsRefusedAndBothAreShown() {
        inPom("t", "30");
        commandLine.setProperty("phoenixkit.t", "60");
        refused(() -> given.read("t", "30", SECONDS))
                .withMessage("The parameter t is given twice, and Maven would drop one of the two values. Expected: one"
                        + " value. Found: 30, from the POM's configuration, and 60, from the user property phoenixkit.t."
                        + " Next: remove one of them, or write <t>${phoenixkit.t}</t> in the POM.");
        commandLine.clear();
        jvm.setProperty("phoenixkit.t", "many");
        refused(() -> given.read("t", "30", SECONDS))
                .withMessageContaining(
                        "does not take. Expected: a whole number of seconds, 0 to 3600. Found: many, from the"
                                + " JVM's property phoenixkit.t.");
        jvm.setProperty("phoenixkit.t", "60");
        refused(() -> given.read("t", "30", SECONDS))
                .withMessageContaining("and 60, from the JVM's property phoenixkit.t.");
        jvm.clear();
        project.setProperty("phoenixkit.t", "60");
        assertThat(given.read("t", "30", SECONDS)).isEqualTo(30);
    }

    @Test
    void sameValueInOtherWordsIsNoContradiction() {
        inPom("t", "30");
        inPom("url", "jdbc:postgresql://a/b?sslMode=require");
        inPom("report", "up.jsonl");
        commandLine.setProperty("phoenixkit.t", "030");
        commandLine.setProperty("phoenixkit.url", "postgres://a:5432/b?sslmode=require");
        commandLine.setProperty("phoenixkit.report", "/module/up.jsonl");
        assertThat(given.read("t", "30", SECONDS)).isEqualTo(30);
        assertThat(given.read("url", "jdbc:postgresql://a/b?sslMode=require", ParameterType.URL))
                .isNotNull();
        assertThat(given.read("report", "/module/up.jsonl", ParameterType.file(Path.of("/module"))))
                .isEqualTo(Path.of("/module/up.jsonl"));
    }

    @Test
    void ofSecretsOnlyThatTheyDifferIsSaid() {
        inPom("password", "hush1");
        inPom("url", "postgres://u:hush1@a/b?sslpassword=hush2");
        commandLine.setProperty("phoenixkit.password", "hush3");
        commandLine.setProperty("phoenixkit.url", "postgres://u:hush1@a/b?sslpassword=hush3");
        refused(() -> given.read("password", "hush1", ParameterType.PASSWORD))
                .withMessageContaining(
                        "Found: a password, from the POM's configuration, and a password, from the user"
                                + " property phoenixkit.password; in what they differ is not shown, as it may be secret. Next: ")
                .withMessageNotContaining("hush");
        refused(() -> given.read("url", "postgres://u:hush1@a/b?sslpassword=hush2", ParameterType.URL))
                .withMessageContaining(
                        "Found: a:5432/b as u, from the POM's configuration, and a:5432/b as u, from the user"
                                + " property phoenixkit.url; in what they differ is not shown, as it may be secret. Next: ")
                .withMessageNotContaining("hush");
        assertThat(given).asString().doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({"dryrun, write <dryRun> if that is meant; or remove it", "target, correct or remove it"})
    void elementThatNoGoalKnowsIsRefused(String name, String next) {
        inPom("dryRun", "true");
        inPom("goal", "v114-up");
        assertThat(given.checkNames()).isEmpty();
        inPom(name, "true");
        refused(given::checkNames)
                .withMessage(
                        "The plugin's configuration in the POM has a parameter that no goal of it knows. Expected: one"
                                + " of dryRun, goal, url. Found: <" + name + ">. Next: " + next.replace(';', ',')
                                + ".");
    }

    @Test
    void elementThatIsThereTwiceIsRefused() {
        inPom("dryRun", "true");
        inPom("dryRun", "false");
        refused(given::checkNames)
                .withMessage(
                        "The plugin's configuration in the POM has the parameter dryRun twice, and Maven would take one"
                                + " of them. Expected: it once. Next: remove the wrong one.");
    }

    @Test
    void misspeltPropertyIsRefusedWhereverItStands() {
        project.setProperty("phoenixkit.dryrun", "true");
        String message =
                "A property is spelled almost like a parameter of this plugin, and would mean nothing. Expected:"
                        + " phoenixkit.dryRun. Found: phoenixkit.dryrun, %s. Next: correct it; a property of your own needs a name"
                        + " that is less like it.";
        refused(given::checkNames)
                .withMessage(message, "among the project's properties (the POM's, and those of settings.xml)");
        jvm.setProperty("phoenixkit.dryrun", "true");
        refused(given::checkNames)
                .withMessage(message, "among the properties of Maven's JVM (MAVEN_OPTS, .mvn/jvm.config)");
        commandLine.setProperty("phoenixkit.dryrun", "true");
        refused(given::checkNames).withMessage(message, "on the command line");
    }

    @Test
    void otherUnknownPropertyIsTheUsersOwnAndWarnedOfOnTheCommandLine() {
        project.setProperty("phoenixkit.version", "1");
        jvm.setProperty("phoenixkit.home", "/");
        jvm.setProperty("phoenixkit.goal", "the help goal's property has no prefix");
        assertThat(given.checkNames()).isEmpty();
        commandLine.setProperty("phoenixkit.version", "1");
        commandLine.setProperty("phoenixkit.dryRun", "false");
        commandLine.setProperty("other.dryRn", "false");
        assertThat(given.checkNames())
                .contains("The command line gives phoenixkit.version, which is no parameter of this plugin.");
    }

    @Test
    void settingsThatExcludeEachOtherAreRefused() {
        refused(() -> {
                    Parameters.exclude(true, "dryRun=true", "restore=x");
                    return null;
                })
                .withMessage(
                        "Two settings contradict each other. Expected: one of them. Found: dryRun=true, and restore=x."
                                + " Next: remove one of the two.");
        assertThatNoException().isThrownBy(() -> Parameters.exclude(false, "dryRun=false", "restore=x"));
    }

    private void inPom(String name, String value) {
        configuration.add(new Element(name, value, value));
    }

    private static ThrowableAssertAlternative<CannotRunException> refused(Callable<?> what) {
        return assertThatExceptionOfType(CannotRunException.class).isThrownBy(what::call);
    }
}
