package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.connect.DatabaseUrl;
import dev.phoenixkit.connect.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as done already in a build where runs are about several schemas. */
class OncePerBuildTest {
    private final OncePerBuild build = new OncePerBuild(new ConcurrentHashMap<>());
    private final List<String> ran = new ArrayList<>();

    @Test
    void sameSchemasAreDoneOnce() {
        run("up", "a", "b*");
        run("up", "a", "b*");
        run("up", "a");

        assertThat(ran).containsExactly("up [a, b*]", "up [a]");
    }

    /** A down in between may have taken back what was done. */
    @ParameterizedTest
    @CsvSource({"a, a", "a*, b", "a, *", "*, a"})
    void runThatMayShareASchemaMakesAnotherNecessary(String schema, String between) {
        run("up", schema);
        run("down", between);
        run("up", schema);

        assertThat(ran).hasSize(3);
    }

    @Test
    void runOverOtherSchemasDoesNot() {
        run("up", "a");
        run("down", "b");
        run("up", "a");

        assertThat(ran).containsExactly("up [a]", "down [b]");
    }

    /** It may lead elsewhere, or to other rights. */
    @ParameterizedTest
    @CsvSource({"?sslmode=require, one", "'', another", "'', ''"})
    void runByAnotherConnectionIsAnother(String query, String password) {
        runBy("", "one", "up", "a");
        runBy(query, password, "up", "a");
        runBy(query, password, "up", "a");

        assertThat(ran).hasSize(2);
    }

    private void run(String goal, String... schemas) {
        runBy("", "", goal, schemas);
    }

    private void runBy(String query, String password, String goal, String... schemas) {
        Optional<Secret> secret =
                Optional.of(password).filter(given -> !given.isEmpty()).map(Secret::new);
        build.run(
                DatabaseUrl.parse("jdbc:postgresql://db.example.com/shop" + query)
                        .settings("deploy", secret, "the test", Duration.ofSeconds(1)),
                List.of(schemas),
                goal,
                List.of(Set.of("the same")),
                new RecordedLog(),
                () -> ran.add(goal + " " + List.of(schemas)));
    }
}
