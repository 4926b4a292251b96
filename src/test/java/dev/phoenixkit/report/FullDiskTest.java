package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.report.ChildRun.Stall;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
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
        assertThatThrownBy(() -> ReportReader.read(file).upOf("public"))
                .hasMessageContaining("Found: schema public: v114-up, unfinished.");
        assertThat(db.snapshot()).isEqualTo(before);
        assertGoneOnWith(file);
    }

    @Test
    void diskWithoutRoomForTheFirstLineIsFoundBeforeConnecting() throws IOException {
        Path file = folder.resolve("up.json");
        List<String> none = List.of("sh", "-c", "ulimit -f 0 && exec \"$@\"", "sh");

        try (ChildJvm child = ChildRun.start(none, "-Xmx128m", db.as(db.user(), "wrong"), file, Stall.NOWHERE)) {
            assertThat(child.awaitEnd()).startsWith("The report cannot be written to " + file);
        }
        assertThat(folder).isEmptyDirectory();

        db.up().dry().report(file).run();
        byte[] before = Files.readAllBytes(file);
        try (ChildJvm child = ChildRun.start(none, "-Xmx128m", db.as(db.user(), "wrong"), file, Stall.NOWHERE)) {
            assertThat(child.awaitEnd()).startsWith("The report cannot be written to " + file);
        }
        assertThat(file).hasBinaryContent(before);
    }

    /** Once there is room, the same file serves: half a line at its end is closed. */
    private void assertGoneOnWith(Path file) {
        Snapshot before = db.snapshot();
        db.up().report(file).run();
        db.down().restore(file).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
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
