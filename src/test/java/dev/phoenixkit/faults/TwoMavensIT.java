package dev.phoenixkit.faults;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.TestDatabase;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two builds migrate one database at once. */
@Tag("database")
class TwoMavensIT {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    static IntStream rounds() {
        return Rounds.of(20);
    }

    @ParameterizedTest
    @MethodSource("rounds")
    void oneMigratesAndTheOtherFindsNothingToDo(int round) {
        String goal = round % 2 == 1 ? "v114-up" : "v114-down";
        insert(goal);
        OpenTransaction gate = db.begin("LOCK TABLE phoenix_kit_settings IN ROW SHARE MODE");
        try (MavenRun.Running one =
                        MavenRun.in(folder.resolve("one")).on(db).goal(goal).start();
                MavenRun.Running two =
                        MavenRun.in(folder.resolve("two")).on(db).goal(goal).start()) {
            Set<String> waiting = new HashSet<>();
            await("both builds wait for the lock").until(() -> {
                waiting.addAll(db.query("SELECT pid FROM pg_locks WHERE NOT granted AND mode = 'ExclusiveLock'"
                        + " AND relation = 'phoenix_kit_settings'::regclass"));
                return waiting.size() == 2;
            });
            gate.rollback();

            List<MavenRun.Result> builds = List.of(one.end(), two.end());
            assertThat(builds).allMatch(build -> build.status() == 0);
            List<String> outputs = builds.stream().map(MavenRun.Result::log).toList();
            assertThat(Stream.of("Migrated 100 integrations", "Rolled back 100 integrations")
                            .flatMap(line -> outputs.stream().filter(output -> output.contains(line))))
                    .hasSize(1);
            assertThat(outputs)
                    .filteredOn(output -> output.contains("Nothing to do"))
                    .hasSize(1);
        }
        assertThat(db.query("SELECT DISTINCT xmin FROM phoenix_kit_settings WHERE module = 'integrations'"))
                .hasSize(1);
        assertThat(db.version()).isEqualTo(goal.equals("v114-up") ? "114" : "113");
    }

    /** Every row in a transaction of its own, so that those of one migration are told by theirs. */
    private void insert(String goal) {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:' || n, '{}' FROM generate_series(1, 100) n");
        if (goal.equals("v114-down")) {
            db.execute("UPDATE phoenix_kit_settings SET key = uuid::text, module = 'integrations',"
                    + " value_json = jsonb_build_object('provider', 'google', 'name', uuid::text)"
                    + " WHERE key LIKE 'integration:%'");
            db.setVersion("114");
        }
    }
}
