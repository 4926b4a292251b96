package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.oracle.RandomRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.oracle.RowKind;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Reason;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** v114-up on random tables of every kind of row, against the oracle. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpDifferentialTest {

    private static final int ROWS = 500;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private final Set<RowKind> kinds = new HashSet<>();
    private final Set<ChangeNote> notes = new HashSet<>();
    private final Set<Reason> reasons = new HashSet<>();
    private int seedsRun;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void upDoesWhatTheReferenceSays(long seed) throws SQLException {
        List<RandomRow> random = RandomRows.up(seed, ROWS);
        Differential differential = new Differential(db, Direction.UP, seed);
        differential.insert(RandomRows.rows(random));

        differential.refuses();
        RecordedDecisions run = differential.succeeds(ProblemPolicy.SKIP, seed % 2 == 0);

        kinds.addAll(RandomRows.kinds(random));
        notes.addAll(run.notes());
        reasons.addAll(run.reasons());
        seedsRun++;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void upWithoutProblemRowsSucceedsAndASecondRunChangesNothing(long seed) throws SQLException {
        Differential differential = new Differential(db, Direction.UP, seed);
        differential.insert(RandomRows.rows(RandomRows.up(seed, ROWS)));
        differential.deleteProblemRows();

        differential.succeeds(ProblemPolicy.FAIL, false);
        Snapshot once = db.snapshot();
        MigrationResult again = db.up().run();

        assertThat(again.isNothingToDo()).isTrue();
        assertThat(db.snapshot()).as("seed " + seed).isEqualTo(once);
    }

    @AfterAll
    void everyKindOccurred() {
        if (seedsRun == seeds().count()) {
            assertThat(kinds).containsAll(RowKind.up());
            assertThat(notes).containsAll(EnumSet.of(ChangeNote.FILLED, ChangeNote.CONVERTED, ChangeNote.DRIFTED));
            assertThat(reasons)
                    .containsAll(EnumSet.of(
                            Reason.BODY_NOT_OBJECT,
                            Reason.PROVIDER_NOT_SCALAR,
                            Reason.NAME_NOT_SCALAR,
                            Reason.NO_PROVIDER,
                            Reason.UUID_KEY_TAKEN));
        }
    }
}
