package dev.phoenixkit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Note;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer of a report holds nothing for a row: so many rows go through a heap that could not hold them. */
class ReportMemoryTest {
    private static final int ROWS = 200_000;

    @TempDir
    Path folder;

    @Test
    void rowsStreamThroughASmallHeap() throws IOException, InterruptedException {
        Path file = folder.resolve("up.json");
        List<String> command = ChildRun.java("-Xmx12m", ReportMemoryTest.class);
        command.add(file.toString());

        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(child.waitFor()).as(said).isZero();
        // A row of the report is longer than what the heap has for it.
        assertThat(file.toFile().length()).isGreaterThan(ROWS * 300L).isGreaterThan(4 * (12L << 20));
        assertThat(ReportReader.read(file).changes()).hasSize(ROWS);
    }

    /** Writes such a report. */
    public static void main(String[] args) {
        MigrationRequest request = new MigrationRequest(
                Direction.UP, "public", ProblemPolicy.FAIL, Duration.ZERO, false, Optional.empty());
        ConnectionSettings target = new ConnectionSettings(
                List.of(new ServerAddress("db", 5432)),
                "shop",
                "deploy",
                Optional.empty(),
                "nowhere",
                Map.of(),
                Duration.ZERO);
        MigrationResult result =
                new MigrationResult(new SchemaVersion("113"), new SchemaVersion("114"), ROWS, 0, 0, 0, Duration.ZERO);
        try (ReportWriter report = ReportWriter.create(Path.of(args[0]), "1.2.3", request, target)) {
            report.identified(new DatabaseIdentity("1", 1));
            for (int i = 0; i < ROWS; i++) {
                report.decided(change(i));
            }
            report.beforeCommit(result);
            report.committed(result);
        }
    }

    private static Change change(int number) {
        UUID uuid = new UUID(0x0190_1234_5678_7abcL, 0x8def_0123_4567_0000L + number);
        Body body = new Body(JsonType.OBJECT, Field.string("google"), Field.string("name " + number));
        Body without = new Body(JsonType.OBJECT, Field.string("google"), Field.ABSENT);
        return new Change(
                new Row(uuid, "integration:google:name " + number, "integrations", without),
                new Row(uuid, uuid.toString(), "integrations", body),
                Set.of(Note.FILLED));
    }
}
