package dev.phoenixkit.report;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.Mutations;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever has become of a report: it is read, or the message is ours. */
@Tag("database")
@Tag("slow")
class MutatedReportTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void reportIsReadOrRefused() throws IOException {
        db.insert("integration:google:a", "{\"n\": 1.50}");
        db.insert("integration:microsoft", "{\"provider\": 7}");
        Path file = folder.resolve("up.jsonl");
        db.up().report(file).run();
        String report = Files.readString(file);

        Mutations.forEach(this::read, report, report + report);
    }

    private void read(long seed, String text) {
        try {
            Path file = Files.write(folder.resolve("mutated"), text.getBytes(StandardCharsets.UTF_8));
            ReportReader.read(file).upOf("public");
        } catch (CannotRunException expected) {
            // Ours.
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
