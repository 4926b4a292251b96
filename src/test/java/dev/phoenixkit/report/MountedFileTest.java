package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

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

/** A report that is a mount by itself, as containers have files: nothing can be renamed to it, nor it removed. */
@Tag("database")
class MountedFileTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void isWrittenToInItsPlaceAndGoneOnWith() throws IOException, InterruptedException {
        assumeThat(new ProcessBuilder("unshare", "-Urm", "true").start().waitFor())
                .as("mount namespaces are allowed")
                .isZero();
        db.insert("integration:google:a", "{\"name\": \"other\"}");
        Snapshot before = db.snapshot();
        Path outside = Files.createFile(folder.resolve("outside"));
        Path mounted = Files.createFile(folder.resolve("up.jsonl"));
        String mount = "mount --bind " + outside + " " + mounted + " && exec \"$@\"";
        List<String> mounting = List.of("unshare", "-Urm", "sh", "-c", mount, "sh");

        for (int i = 0; i < 2; i++) {
            try (ChildJvm child = ChildRun.start(mounting, "-Xmx128m", db, mounted, Stall.NOWHERE)) {
                assertThat(child.awaitEnd()).isEqualTo("done");
            }
        }

        assertThat(mounted).isEmptyFile();
        assertThat(db.version()).isEqualTo("114");
        db.down().restore(outside).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }
}
