package dev.phoenixkit.migrate;

import static dev.phoenixkit.v114.Reason.BODY_NOT_OBJECT;
import static dev.phoenixkit.v114.Reason.KEY_TOO_LONG;
import static dev.phoenixkit.v114.Reason.NAME_NOT_SCALAR;
import static dev.phoenixkit.v114.Reason.NO_PROVIDER;
import static dev.phoenixkit.v114.Reason.PROVIDER_NOT_SCALAR;
import static dev.phoenixkit.v114.Reason.SUFFIXES_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.migrate.MigrationRequest.ProblemPolicy;
import dev.phoenixkit.oracle.OracleRow;
import dev.phoenixkit.oracle.RandomRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.oracle.RowKind;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Direction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** v114-down on random tables of every kind of row, against the oracle; in databases that sort in different ways. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DownDifferential {

    private static final int ROWS = 500;

    @RegisterExtension
    final TestDatabase db;

    /** Kinds of rows, notes and reasons, of all seeds. */
    private final Set<Object> occurred = new HashSet<>();

    private int seedsRun;

    DownDifferential(TestDatabase db) {
        this.db = db;
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void downDoesWhatTheReferenceSays(long seed) throws SQLException {
        List<RandomRow> random = RandomRows.downWithNullDates(seed, ROWS);
        db.execute("ALTER TABLE public.phoenix_kit_settings ALTER date_added DROP NOT NULL");
        Differential differential = new Differential(db, Direction.DOWN, seed, RandomRows.rows(random));

        differential.refuses();
        RecordedDecisions run = differential.succeeds(ProblemPolicy.SKIP, seed % 2 == 0);

        occurred.addAll(RandomRows.kinds(random));
        occurred.addAll(run.reasons());
        assertThat(run.notes()).contains(ChangeNote.RENAMED);
        seedsRun++;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void downWithoutProblemRowsSucceeds(long seed) throws SQLException {
        Differential differential =
                new Differential(db, Direction.DOWN, seed, RandomRows.rows(RandomRows.down(seed, ROWS)));
        differential.deleteProblemRows();

        differential.succeeds(ProblemPolicy.FAIL, false);
    }

    /** Rows that only the server decides on get the keys that the rule gives them, whatever their physical order. */
    @ParameterizedTest
    @MethodSource("seeds")
    void keysDoNotDependOnPhysicalOrderNorOnWhatTravels(long seed) throws SQLException {
        List<OracleRow> rows = RandomRows.rows(RandomRows.down(seed, ROWS));
        Differential differential = new Differential(db, Direction.DOWN, seed, rows);
        differential.succeeds(ProblemPolicy.SKIP, false);
        List<OracleRow> once = differential.rows();

        db.execute("DELETE FROM public.phoenix_kit_settings WHERE uuid IN (SELECT uuid FROM public.phoenix_kit_settings"
                + " WHERE module IS NOT NULL OR key LIKE 'integration%')");
        List<OracleRow> left = differential.rows();
        List<OracleRow> missing =
                RandomRows.without(rows, left.stream().map(OracleRow::uuid).toList());
        List<OracleRow> shuffled = new ArrayList<>(missing);
        Collections.shuffle(shuffled, new Random(seed));
        Differential again = new Differential(db, Direction.DOWN, seed, shuffled);
        again.succeeds(ProblemPolicy.SKIP, true);

        Set<UUID> inserted = new HashSet<>(rows.stream().map(OracleRow::uuid).toList());
        assertThat(again.rows().stream().filter(row -> inserted.contains(row.uuid())))
                .as("seed " + seed)
                .containsExactlyElementsOf(once.stream()
                        .filter(row -> inserted.contains(row.uuid()))
                        .toList());
    }

    @AfterAll
    void everyKindOccurred() {
        if (seedsRun == seeds().count()) {
            assertThat(occurred)
                    .containsAll(RowKind.downWithNullDates())
                    .contains(BODY_NOT_OBJECT, PROVIDER_NOT_SCALAR, NAME_NOT_SCALAR, NO_PROVIDER)
                    .contains(KEY_TOO_LONG, SUFFIXES_TAKEN);
        }
    }
}
