package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.Tenants;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every goal over very many schemas, in a small heap, on a server with few connections and as many locks as it has by
 * default: two hundred in an ordinary build, five thousand in a full one.
 */
@Tag("database")
@Tag("slow")
class LargeFleetTest {
    private static final int SCHEMAS = Rounds.isFull() ? 5_000 : 200;
    private static final int INTEGRATIONS = 50;
    private static final int MOST_LINES = 200;

    @TempDir
    Path folder;

    @Test
    void allGoalsSucceedAndTellLittle() {
        try (OwnServer server =
                OwnServer.builder().onDisk().setting("max_connections", "20").start()) {
            Database database = server.createPhoenixKit("platform");
            Tenants.create(database, SCHEMAS, INTEGRATIONS);
            List<String> bodies = bodies(database);
            Path report = folder.resolve("up.jsonl");

            run(database, "status", null);
            run(database, "dry", null);
            assertThat(Tenants.at(database, "113")).hasSize(SCHEMAS);
            run(database, "up", report);
            assertThat(Tenants.at(database, "114")).hasSize(SCHEMAS);
            run(database, "up", null);
            assertThat(Tenants.halfDone(database)).isEmpty();
            run(database, "down", report);
            assertThat(Tenants.at(database, "113")).hasSize(SCHEMAS);
            assertThat(Tenants.halfDone(database)).isEmpty();
            assertThat(bodies(database)).isEqualTo(bodies);
        }
    }

    /** The rows of the first and of the last schema. */
    private static List<String> bodies(Database database) {
        return database.query("SELECT s::text FROM (SELECT * FROM " + Tenants.name(1)
                + ".phoenix_kit_settings UNION ALL SELECT * FROM " + Tenants.name(SCHEMAS)
                + ".phoenix_kit_settings) s ORDER BY uuid, key");
    }

    private static void run(Database database, String goal, Path file) {
        long start = System.nanoTime();
        try (ChildJvm child = FleetChild.start(database, goal, 4, file)) {
            String output = child.awaitEnd();
            long lines = output.lines().count();
            Rounds.figure(
                    goal + " of " + SCHEMAS + " schemas",
                    Duration.ofNanos(System.nanoTime() - start).toMillis() + " ms, " + lines + " lines");
            assertThat(output).endsWith(FleetChild.SUCCESS);
            assertThat(lines).isLessThan(MOST_LINES);
        }
    }
}
