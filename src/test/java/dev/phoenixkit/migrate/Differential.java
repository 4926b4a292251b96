package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.errors.TruncatedList;
import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.oracle.DownOracle;
import dev.phoenixkit.oracle.Expected;
import dev.phoenixkit.oracle.NameChange;
import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.OracleMode;
import dev.phoenixkit.oracle.OracleRow;
import dev.phoenixkit.oracle.UpOracle;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.IntegrationKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Compares a run on a real database with the oracle, in one direction. */
final class Differential {

    private static final String TABLE = "public.phoenix_kit_settings";

    private final Database db;
    private final Direction direction;
    private final String context;
    private final OracleDatabase table;

    Differential(Database db, Direction direction, long seed, List<OracleRow> rows) throws SQLException {
        this.db = db;
        this.direction = direction;
        this.context = direction + " with seed " + seed;
        this.table = new OracleDatabase(db.connect(), TABLE);
        db.setVersion(String.valueOf(direction.fromVersion()));
        table.insert(rows);
        if (seed % 2 == 1) {
            addPlainRows();
        }
    }

    /** So many that SQL rewrites the plain ones; of fewer all travel anyway. */
    private void addPlainRows() {
        db.execute("INSERT INTO " + TABLE + " (uuid, key, value_json, module) SELECT id, "
                + (direction == Direction.UP ? "'integration:filler:' || n" : "id::text")
                + ", jsonb_build_object('provider', 'filler', 'name', n::text), 'integrations'"
                + " FROM (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 501) AS n) AS plain");
    }

    /** Deletes the rows that cannot be placed; they never decide anything about another. */
    void deleteProblemRows() throws SQLException {
        String problems = oracle(rows(), OracleMode.SKIP).problems().keySet().stream()
                .map(UUID::toString)
                .collect(Collectors.joining("', '", "('", "')"));
        db.execute("DELETE FROM " + TABLE + " WHERE uuid IN " + problems);
    }

    List<OracleRow> rows() throws SQLException {
        return table.readAll();
    }

    /** Problem rows in the way: nothing is written, and every one of them is named. */
    void refuses() throws SQLException {
        Expected expected = oracle(rows(), OracleMode.FAIL);
        Snapshot before = db.snapshot();

        RefusedException refusal = db.run(direction).fails(RefusedException.class);

        assertThat(expected.problems()).as(context).isNotEmpty().hasSizeLessThanOrEqualTo(TruncatedList.LIMIT);
        assertThat(expected.problems().keySet())
                .as(context)
                .allSatisfy(uuid -> assertThat(refusal).hasMessageContaining("uuid " + uuid + ","));
        assertThat(refusal).hasMessageStartingWith(expected.problems().size() + " of ");
        assertThat(db.snapshot()).as(context).isEqualTo(before);
    }

    /** What a run does is what the oracle says, row by row and column by column. */
    RecordedDecisions succeeds(ProblemPolicy policy, boolean everyRow) throws SQLException {
        List<OracleRow> before = rows();
        Expected expected = oracle(before, policy == ProblemPolicy.FAIL ? OracleMode.FAIL : OracleMode.SKIP);

        RecordedDecisions run = new RecordedDecisions(everyRow);
        MigrationResult result = db.run(direction).problems(policy).after(run).run();

        table.assertHolds(expected.rows(), context);
        assertThat(run.problemUuids()).as(context).isEqualTo(expected.problems().keySet());
        assertThat(shownNameChanges(run)).as(context).isEqualTo(expectedNameChanges(expected));
        assertThat(result.problems()).as(context).isEqualTo(expected.problems().size());
        assertThat(result.migrated()).as(context).isEqualTo(changedKeys(before, expected.rows()));
        assertThat(db.version()).as(context).isEqualTo(String.valueOf(direction.toVersion()));
        return run;
    }

    private Expected oracle(List<OracleRow> rows, OracleMode mode) {
        return direction == Direction.UP ? UpOracle.expect(rows, mode) : DownOracle.expect(rows, mode);
    }

    /** By uuid the name that users will see; on the way up only rows whose name, not provider, differs from the key. */
    private Map<UUID, String> shownNameChanges(RecordedDecisions run) {
        ChangeNote note = direction == Direction.UP ? ChangeNote.DRIFTED : ChangeNote.RENAMED;
        Map<UUID, Change> noted = run.changesWith(note);
        return noted.entrySet().stream()
                .filter(entry -> direction == Direction.DOWN
                        || !nameInKey(entry.getValue())
                                .equals(entry.getValue().after().body().name().text()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().after().body().name().text()));
    }

    private static String nameInKey(Change change) {
        return IntegrationKey.parse(change.before().key()).name();
    }

    private static Map<UUID, String> expectedNameChanges(Expected expected) {
        return expected.nameChanges().stream().collect(Collectors.toMap(NameChange::uuid, NameChange::newName));
    }

    private static long changedKeys(List<OracleRow> before, List<OracleRow> after) {
        Map<UUID, String> keys = before.stream().collect(Collectors.toMap(OracleRow::uuid, OracleRow::key));
        return after.stream()
                .filter(row -> !row.key().equals(keys.get(row.uuid())))
                .count();
    }
}
