package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.migrate.RestoreSource;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.ServerLogin;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Reason;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.Unchanged;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report that was written is read again, whole or not at all. */
class ReportReaderTest {
    private static final DatabaseIdentity IDENTITY = new DatabaseIdentity("7123456789012345678", 16_384);
    private static final String LONG_NUMBER = "123456789".repeat(300) + "." + "0".repeat(50);

    @TempDir
    Path folder;

    private Path file;
    private final Map<UUID, Decision> changes = new LinkedHashMap<>();
    private byte[] whole;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("up.json");
        change(new Body(JsonType.ABSENT, Field.ABSENT, Field.ABSENT), ChangeNote.FILLED);
        change(new Body(JsonType.NULL, Field.ABSENT, Field.ABSENT), ChangeNote.FILLED);
        change(object(Field.ABSENT, new Field(JsonType.NULL, null)), ChangeNote.FILLED);
        change(object(new Field(JsonType.NUMBER, "2.50"), new Field(JsonType.BOOLEAN, "true")));
        change(object(new Field(JsonType.NUMBER, "-0.0"), Field.string("")), ChangeNote.CONVERTED);
        change(object(Field.string("\"\\\n\u00fc\ud83e\udd8a\u2028"), Field.string(" ")));
        Row already = row("x", "integrations", object(Field.string("p"), Field.ABSENT));
        changes.put(already.uuid(), new Unchanged(already));
        whole = write(changes.values().toArray(Decision[]::new));
    }

    private void change(Body body, ChangeNote... notes) {
        Row before = row("integration:p:" + changes.size(), changes.size() % 2 == 0 ? null : "integrations", body);
        Row after = new Row(
                before.uuid(),
                before.uuidKey(),
                "integrations",
                object(Field.string("p"), Field.string("n" + changes.size())));
        changes.put(before.uuid(), new Change(before, after, Set.of(notes)));
    }

    private Row row(String key, String module, Body body) {
        return new Row(new UUID(0x0190_1234_5678_7abcL, 0x8def_0123_4567_0000L + changes.size()), key, module, body);
    }

    private static Body object(Field provider, Field name) {
        return new Body(JsonType.OBJECT, provider, name);
    }

    private byte[] write(Decision... written) throws IOException {
        Database shop = new ServerLogin("db", 5432, "deploy", "").database("shop");
        MigrationResult result = new MigrationResult(
                new SchemaVersion("113"), new SchemaVersion("114"), written.length, 0, 0, 0, Map.of(), Duration.ZERO);
        try (ReportWriter report = shop.up().report(file).writer()) {
            report.identified(IDENTITY);
            report.decided(new Problem(
                    row("integration::x", null, new Body(JsonType.ABSENT, Field.ABSENT, Field.ABSENT)),
                    Reason.NO_PROVIDER,
                    ""));
            Arrays.stream(written).forEach(report::decided);
            report.beforeCommit(result);
            report.committed(result);
        }
        return Files.readAllBytes(file);
    }

    @Test
    void everyChangeIsReadAsItWasWritten() {
        RestoreSource report = ReportReader.read(file);

        assertThat(report.decisions()).isEqualTo(withoutNotes(changes));
        assertThat(report.identity()).isEqualTo(IDENTITY);
        assertThat(report.schema()).isEqualTo("public");
        assertThat(report.file()).isEqualTo(file);
    }

    private static Map<UUID, Decision> withoutNotes(Map<UUID, Decision> changes) {
        Map<UUID, Decision> plain = new HashMap<>();
        changes.forEach((uuid, decision) -> plain.put(
                uuid,
                decision instanceof Change change ? new Change(change.before(), change.after(), Set.of()) : decision));
        return plain;
    }

    @Test
    void longNumbersAndTextsAreReadToTheirEnd() throws IOException {
        changes.clear();
        change(object(new Field(JsonType.NUMBER, LONG_NUMBER), Field.string("long ".repeat(1_000_000))));
        write(changes.values().toArray(Decision[]::new));

        assertThat(ReportReader.read(file).decisions().equals(withoutNotes(changes)))
                .isTrue();
    }

    @Test
    @Tag("slow")
    void everyFlippedBitIsFoundWhereItMatters() throws IOException {
        RestoreSource right = ReportReader.read(file);
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);
                try {
                    RestoreSource read = ReportReader.read(file, new ByteArrayInputStream(flipped));
                    assertThat(read.decisions()).as("byte %d, bit %d", at, bit).isEqualTo(right.decisions());
                    if (!read.identity().equals(IDENTITY) || !read.schema().equals("public")) {
                        refused++;
                    }
                } catch (CannotRunException e) {
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(whole.length * 8 / 2);
    }

    @Test
    void everyTruncatedReportIsRefused() throws IOException {
        int end = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('}');
        for (int length = 0; length <= end; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ReportReader.read(file, new ByteArrayInputStream(part)))
                    .as("%d bytes of %d", length, whole.length)
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("damaged or unfinished");
        }
    }

    @Test
    void whatComesAfterTheEndIsDamage() throws IOException {
        byte[] twice = Arrays.copyOf(whole, 2 * whole.length);
        System.arraycopy(whole, 0, twice, whole.length, whole.length);
        Files.write(file, twice);

        assertThatThrownBy(() -> ReportReader.read(file)).hasMessageContaining("damaged or unfinished");
    }

    @Test
    void rowThatComesTwiceIsDamage() throws IOException {
        Decision change = changes.values().iterator().next();
        write(change, change);

        assertThatThrownBy(() -> ReportReader.read(file)).hasMessageContaining("damaged or unfinished");
    }

    @Test
    void orderOfRowsDoesNotMatter() throws IOException {
        Decision[] reversed = changes.values().toArray(Decision[]::new);
        Collections.reverse(Arrays.asList(reversed));

        byte[] other = write(reversed);

        assertThat(checksum(other)).isEqualTo(checksum(whole));
        assertThat(ReportReader.read(file).decisions()).isEqualTo(withoutNotes(changes));
    }

    private static String checksum(byte[] report) throws IOException {
        return ReportJson.parse(new String(report, StandardCharsets.UTF_8))
                .get("checksum")
                .asText();
    }
}
