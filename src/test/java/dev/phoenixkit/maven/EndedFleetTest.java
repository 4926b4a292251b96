package dev.phoenixkit.maven;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.Tenants;
import dev.phoenixkit.testing.TestDatabase;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run over many schemas that is ended in the middle: each is whole or untouched, and the same again does the rest. */
@Tag("database")
@Tag("slow")
class EndedFleetTest {
    private static final int SCHEMAS = 200;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    static IntStream seeds() {
        return Rounds.of(10);
    }

    @BeforeEach
    void createTenants() {
        Tenants.create(db, SCHEMAS, 5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void terminatedRunTellsWhatIsDone(int seed) {
        String output;
        try (ChildJvm child = startAndAwait(seed)) {
            long start = System.nanoTime();
            child.terminate();
            output = child.awaitEnd();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("seed " + seed)
                    .isLessThan(Duration.ofSeconds(20));
        }
        int migrated = number(output, "migrated");
        assertThat(number(output, "outcome unknown")).as(output).isZero();
        assertThat(Tenants.at(db, "114")).as("seed %s\n%s", seed, output).hasSize(migrated);
        assertThat(output).contains("Not done, since the build was ended. Run again.");
        theRestIsDone(seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void killedRunLeavesNothingHalfDone(int seed) {
        try (ChildJvm child = startAndAwait(seed)) {
            child.kill();
        }
        theRestIsDone(seed);
    }

    /** Starts a run and returns once some schemas are done. */
    private ChildJvm startAndAwait(int seed) {
        int some = 1 + new Random(seed).nextInt(SCHEMAS * 3 / 4);
        ChildJvm child = FleetChild.start(db, "up", 1 + seed % 4, null);
        await(some + " schemas are done").until(() -> Tenants.at(db, "114").size() >= some);
        return child;
    }

    private static int number(String output, String result) {
        Matcher line =
                Pattern.compile("(?mi)^\\[INFO\\]   " + result + " +([0-9]+) ").matcher(output);
        return line.find() ? Integer.parseInt(line.group(1)) : 0;
    }

    private void theRestIsDone(int seed) {
        db.awaitNoRow(
                "the server has noticed",
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'phoenixkit-maven-plugin'");
        assertThat(Tenants.halfDone(db)).as("seed " + seed).isEmpty();
        assertThat(Tenants.at(db, "113")).as("seed " + seed).isNotEmpty();
        try (ChildJvm rest = FleetChild.start(db, "up", 4, null)) {
            assertThat(rest.awaitEnd()).as("seed " + seed).endsWith(FleetChild.SUCCESS);
        }
        assertThat(Tenants.at(db, "114")).as("seed " + seed).hasSize(SCHEMAS);
    }
}
