package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.RandomRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dry run shows is what the run then does, row by row. */
@Tag("database")
class DryRunEffectTest {
    private static final String TABLE = "phoenix_kit_settings";
    private static final int SEEDS = 20;
    private static final int SIZE = 500;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @ParameterizedTest
    @EnumSource(Direction.class)
    void planIsTheEffect(Direction direction) throws SQLException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            fill(direction, seed);
            Snapshot before = db.snapshot();
            RecordedDecisions plan = new RecordedDecisions(true);
            RecordedDecisions run = new RecordedDecisions(true);

            RefusedException refusedDry = db.run(direction).dry().fails(RefusedException.class);
            RefusedException refused = db.run(direction).fails(RefusedException.class);
            MigrationResult planned =
                    db.run(direction).dry().skippingProblems().after(plan).run();

            assertThat(lines(refusedDry)).as("seed %d", seed).isEqualTo(lines(refused));
            assertThat(db.snapshot()).as("seed %d", seed).isEqualTo(before);

            MigrationResult done =
                    db.run(direction).skippingProblems().after(run).run();
            assertThat(run.byUuid()).as("seed %d", seed).isEqualTo(plan.byUuid());
            assertThat(planned)
                    .as("seed %d", seed)
                    .usingRecursiveComparison()
                    .ignoringFields("locked")
                    .isEqualTo(done);
            assertEffect(plan, before, db.snapshot(), seed);
        }
    }

    private void fill(Direction direction, long seed) throws SQLException {
        db.execute("TRUNCATE " + TABLE);
        db.setVersion(String.valueOf(direction.fromVersion()));
        List<RandomRow> rows = switch (direction) {
            case UP -> RandomRows.up(seed, SIZE);
            case DOWN -> RandomRows.down(seed, SIZE);
        };
        new OracleDatabase(db.connect(), TABLE).insert(RandomRows.rows(rows));
    }

    private void assertEffect(RecordedDecisions plan, Snapshot before, Snapshot after, long seed) {
        Map<String, List<String>> state = state();
        Map<UUID, Decision> decisions = plan.byUuid();
        int changes = 0;
        assertThat(after.rows()).hasSameSizeAs(before.rows());
        for (Map<String, String> old : before.rows()) {
            String uuid = old.get("uuid");
            Map<String, String> row = after.row(uuid);
            if (decisions.get(UUID.fromString(uuid)) instanceof Change change) {
                changes++;
                assertThat(state.get(uuid)).as("seed %d, %s", seed, uuid).isEqualTo(state(change));
                assertThat(withoutWhatMayChange(row)).isEqualTo(withoutWhatMayChange(old));
            } else {
                assertThat(row).as("seed %d, %s", seed, uuid).isEqualTo(old);
            }
        }
        assertThat(changes).isGreaterThan(SIZE / 4);
    }

    /** Rows are read, and listed, in whatever order the server finds them. */
    private static List<String> lines(RefusedException refusal) {
        return refusal.getMessage().lines().sorted().toList();
    }

    private static Map<String, String> withoutWhatMayChange(Map<String, String> row) {
        Map<String, String> rest = new HashMap<>(row);
        rest.keySet().removeAll(List.of(Snapshot.XMIN, "key", "module", "value_json"));
        return rest;
    }

    /** What the database says of the columns and fields that a plan speaks of, by uuid. */
    private Map<String, List<String>> state() {
        Map<String, List<String>> state = new HashMap<>();
        String separator = "\u001e";
        db.query(
                        "SELECT concat_ws('" + separator + "', uuid, key, module, jsonb_typeof(value_json),"
                                + " coalesce(jsonb_typeof(value_json -> 'provider'), '-'),"
                                + " coalesce(value_json ->> 'provider', '-'),"
                                + " coalesce(jsonb_typeof(value_json -> 'name'), '-'), coalesce(value_json ->> 'name', '-'))"
                                + " FROM phoenix_kit_settings WHERE module = 'integrations' AND jsonb_typeof(value_json) = 'object'")
                .forEach(line -> {
                    List<String> columns = Arrays.asList(line.split(separator, -1));
                    state.put(columns.get(0), columns.subList(1, columns.size()));
                });
        return state;
    }

    private static List<String> state(Change change) {
        Body body = change.after().body();
        List<String> state =
                new ArrayList<>(List.of(change.after().key(), change.after().module(), word(body.type())));
        for (Field field : List.of(body.provider(), body.name())) {
            state.add(word(field.type()));
            state.add(field.text() == null ? "-" : field.text());
        }
        return state;
    }

    private static String word(JsonType type) {
        return type == JsonType.ABSENT ? "-" : type.name().toLowerCase(Locale.ROOT);
    }
}
