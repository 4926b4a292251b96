package dev.phoenixkit.migrate;

import static dev.phoenixkit.v114.Reason.BODY_NOT_OBJECT;
import static dev.phoenixkit.v114.Reason.NAME_NOT_SCALAR;
import static dev.phoenixkit.v114.Reason.NO_PROVIDER;
import static dev.phoenixkit.v114.Reason.PROVIDER_NOT_SCALAR;
import static dev.phoenixkit.v114.Reason.UUID_KEY_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.oracle.RandomRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.oracle.RowKind;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Direction;
import java.sql.SQLException;
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

    /** Kinds of rows, notes and reasons, of all seeds. */
    private final Set<Object> occurred = new HashSet<>();

    private int seedsRun;

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void upDoesWhatTheReferenceSays(long seed) throws SQLException {
        List<RandomRow> random = RandomRows.up(seed, ROWS);
        Differential differential = new Differential(db, Direction.UP, seed, RandomRows.rows(random));

        differential.refuses();
        RecordedDecisions run = differential.succeeds(ProblemPolicy.SKIP, seed % 2 == 0);

        occurred.addAll(RandomRows.kinds(random));
        occurred.addAll(run.notes());
        occurred.addAll(run.reasons());
        seedsRun++;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void upWithoutProblemRowsSucceedsAndASecondRunChangesNothing(long seed) throws SQLException {
        Differential differential =
                new Differential(db, Direction.UP, seed, RandomRows.rows(RandomRows.up(seed, ROWS)));
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
            assertThat(occurred)
                    .containsAll(RowKind.up())
                    .contains(ChangeNote.FILLED, ChangeNote.CONVERTED, ChangeNote.DRIFTED)
                    .contains(BODY_NOT_OBJECT, PROVIDER_NOT_SCALAR, NAME_NOT_SCALAR, NO_PROVIDER, UUID_KEY_TAKEN);
        }
    }
}
