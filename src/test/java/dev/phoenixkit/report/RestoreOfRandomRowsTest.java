package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.RandomRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.oracle.RowKind;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Up with a report, then down with that report: everything is as it was. */
@Tag("database")
class RestoreOfRandomRowsTest {
    private static final String TABLE = "public.phoenix_kit_settings";
    private static final int SEEDS = 20;
    private static final int SIZE = 500;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void everyColumnOfEveryRowIsAsBefore() throws SQLException {
        Set<RowKind> seen = EnumSet.noneOf(RowKind.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            List<RandomRow> rows = RandomRows.up(seed, SIZE);
            seen.addAll(RandomRows.kinds(rows));
            db.execute("TRUNCATE " + TABLE);
            new OracleDatabase(db.connect(), TABLE).insert(RandomRows.rows(rows));
            Snapshot before = db.snapshot();
            Path report = folder.resolve("seed-" + seed + ".json");

            db.up().skippingProblems().report(report).run();
            assertThat(db.version()).isEqualTo("114");
            assertThat(db.snapshot().contents()).as("seed %d", seed).isNotEqualTo(before.contents());
            db.down().restore(report).run();

            assertThat(db.version()).isEqualTo("113");
            assertThat(db.snapshot().contents()).as("seed %d", seed).isEqualTo(before.contents());
        }
        assertThat(seen).containsAll(RowKind.up());
    }
}
