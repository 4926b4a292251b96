package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.testing.Refusal;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Direction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rehearsal does what the run does, fails on what the server alone can say, and leaves every row as it was. */
@Tag("database")
class RehearsalTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Direction.class)
    void leavesEveryRowAsItWasAndSaysWhatTheRunDoes(Direction direction) {
        fill(direction);
        List<String> before = table();

        MigrationResult rehearsed = db.run(direction).mode(RunMode.REHEARSAL).run();
        db.run(direction)
                .mode(RunMode.REHEARSAL)
                .report(folder.resolve("report"))
                .run();

        assertThat(rehearsed.locked()).isPositive();
        assertThat(table()).isEqualTo(before);
        assertThat(db.version()).isEqualTo(String.valueOf(direction.fromVersion()));
        assertThat(db.run(direction).run())
                .usingRecursiveComparison()
                .ignoringFields("locked")
                .isEqualTo(rehearsed);
    }

    /** Where every row is and stays, who wrote it and what it holds. */
    private List<String> table() {
        return db.query("SELECT concat_ws(' ', ctid, xmin, s::text) FROM phoenix_kit_settings s ORDER BY uuid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE phoenix_kit_settings ADD CHECK (module <> 'integrations' OR key LIKE 'integration:%')",
                "CREATE TRIGGER no BEFORE UPDATE ON phoenix_kit_settings EXECUTE FUNCTION raise()",
                "CREATE CONSTRAINT TRIGGER no AFTER UPDATE ON phoenix_kit_settings INITIALLY DEFERRED FOR EACH ROW"
                        + " EXECUTE FUNCTION raise()",
                "CREATE UNIQUE INDEX ON phoenix_kit_settings ((value_json ->> 'name'))"
            })
    void failsWhereTheServerRefusesWhatADryRunCannotSee(String obstacle) {
        fill(Direction.UP);
        db.execute("CREATE FUNCTION raise() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END'", obstacle);

        assertThat(db.up().dry().run().migrated()).isEqualTo(3);

        assertThat(Refusal.of(db, db.up().mode(RunMode.REHEARSAL)))
                .isEqualTo(db.up().fails(RefusedException.class).getMessage());
    }

    private void fill(Direction direction) {
        for (String key : List.of("google:a", "openrouter:a", "smtp")) {
            db.insert("integration:" + key, "{}");
        }
        if (direction == Direction.DOWN) {
            db.up().run();
        }
    }
}
