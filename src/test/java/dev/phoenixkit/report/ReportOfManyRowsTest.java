package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.report.ChildRun.Stall;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From the server to the report, an up holds no row longer than it takes. */
@Tag("database")
class ReportOfManyRowsTest {
    private static final int ROWS = 100_000;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void rowsStreamThroughAHeapThatCouldNotHoldThem() {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json, module)"
                + " SELECT 'integration:google:n' || i, '{}', 'integrations' FROM generate_series(1, " + ROWS
                + ") AS i");
        Path file = folder.resolve("up.json");

        try (ChildJvm child = ChildRun.start(List.of(), "-Xmx24m", db, file, Stall.NOWHERE)) {
            assertThat(child.awaitEnd()).isEqualTo("done");
        }

        // What is in the report is longer than the heap, and would be longer still as objects.
        assertThat(file.toFile().length()).isGreaterThan(ROWS * 300L).isGreaterThan(24L << 20);
        assertThat(db.version()).isEqualTo("114");
    }
}
