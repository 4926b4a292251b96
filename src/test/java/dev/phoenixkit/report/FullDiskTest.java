package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.report.ChildRun.Stall;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A report that outgrows what the system allows, which stands for a disk that is full. */
@Tag("database")
class FullDiskTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void nothingIsCommittedWithoutARoomForItsReport() {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:' || i, '{}' FROM generate_series(1, 6000) AS i");
        Snapshot before = db.snapshot();
        Path file = folder.resolve("up.json");
        // No file of the child's may be longer than 512 blocks, of which a shell takes 512 or 1024 bytes for one.
        List<String> limited = List.of("sh", "-c", "ulimit -f 512 && exec \"$@\"", "sh");

        String said;
        try (ChildJvm child = ChildRun.start(limited, "-Xmx128m", db, file, Stall.NOWHERE)) {
            said = child.awaitEnd();
        }

        assertThat(said)
                .startsWith("The report cannot be written to " + file + ": java.io.IOException: ")
                .contains("Nothing was changed")
                .endsWith("or make room.");
        assertThat(folder).isEmptyDirectory();
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @Test
    void theSameRunIsCommittedWhereThereIsRoom() {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:' || i, '{}' FROM generate_series(1, 6000) AS i");
        Path file = folder.resolve("up.json");

        try (ChildJvm child = ChildRun.start(db, file, Stall.NOWHERE)) {
            assertThat(child.awaitEnd()).isEqualTo("done");
        }

        assertThat(file).isNotEmptyFile();
        assertThat(file.toFile().length()).isGreaterThan(2 * 512 * 1024);
        assertThat(db.version()).isEqualTo("114");
    }
}
