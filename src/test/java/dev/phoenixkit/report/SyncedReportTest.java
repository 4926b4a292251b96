package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.phoenixkit.report.ChildRun.Stall;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk when: only a look at the calls to the system shows it. */
@Tag("database")
@Tag("slow")
class SyncedReportTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void isOnTheDiskBeforeTheCommitAndItsOutcomeAfterwards() throws IOException, InterruptedException {
        assumeThat(new ProcessBuilder("sh", "-c", "strace -f true 2>/dev/null")
                        .start()
                        .waitFor())
                .as("strace is there, and may trace")
                .isZero();
        db.insert("integration:google:a", "{}");
        Path calls = folder.resolve("calls");
        List<String> traced = List.of(
                "strace",
                "-f",
                "-qq",
                "-s",
                "100000",
                "-e",
                "trace=write,sendto,fsync,fdatasync",
                "-o",
                calls.toString());
        try (ChildJvm child = ChildRun.start(traced, "-Xmx128m", db, folder.resolve("up.jsonl"), Stall.NOWHERE)) {
            assertThat(child.awaitEnd()).isEqualTo("done");
        }

        String order = Files.readAllLines(calls).stream()
                .map(SyncedReportTest::name)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.joining(" "));
        assertThat(order).containsPattern("run fsync .*prepared fsync COMMIT committed fsync");
    }

    /** What a call is about: the last line that it writes to the report, or what it sends. */
    private static String name(String call) {
        if (call.matches(".* f(data)?sync\\(.*")) {
            return "fsync";
        }
        if (call.contains("COMMIT\\0")) {
            return "COMMIT";
        }
        return Pattern.compile("\\{\\\\\"type\\\\\":\\\\\"(\\w+)\\\\\"")
                .matcher(call)
                .results()
                .reduce((first, second) -> second)
                .map(last -> last.group(1))
                .orElse("");
    }
}
