package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.migrate.MigrationRequest.RestoreSource;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.ServerLogin;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Decision;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.KeyLength;
import dev.phoenixkit.v114.Problem;
import dev.phoenixkit.v114.Reason;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.Unchanged;
import dev.phoenixkit.v114.Undo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Files.deleteIfExists(file);
        return append(true, written);
    }

    /** Adds an up, with or without its last line. */
    private byte[] append(boolean committed, Decision... written) throws IOException {
        Database shop = new ServerLogin("db", 5432, "deploy", "").database("shop");
        MigrationResult result = new MigrationResult(
                new SchemaVersion("113"), new SchemaVersion("114"), written.length, 0, 0, 0, Map.of(), Duration.ZERO);
        try (Report report = shop.up().report(file).openReport()) {
            ReportWriter writer = new ReportWriter(report, "public");
            writer.ready(new ServerInfo(
                    180_001, "18.1", "shop", "deploy", KeyLength.CODE_POINTS, Optional.empty(), Optional.empty()));
            writer.found(result.before());
            writer.identified(IDENTITY);
            writer.counted(result.before(), new RowCounts(8, 7, 1, 0, 0, 0));
            writer.decided(new Problem(
                    row("integration::x", null, new Body(JsonType.ABSENT, Field.ABSENT, Field.ABSENT)),
                    Reason.NO_PROVIDER,
                    ""));
            Arrays.stream(written).forEach(writer::decided);
            writer.beforeCommit(result);
            if (committed) {
                writer.committed(result);
            }
        }
        return Files.readAllBytes(file);
    }

    private RestoreSource read() {
        return ReportReader.read(file).upOf("public");
    }

    private RestoreSource read(byte[] report) throws IOException {
        Files.write(file, report);
        return read();
    }

    @Test
    void everyChangeIsReadAsItWasWritten() {
        RestoreSource report = read();

        assertThat(report.rows()).isEqualTo(undos(changes));
        assertThat(report.identity()).isEqualTo(IDENTITY);
        assertThat(report.committed()).isTrue();
        assertThat(report.file()).isEqualTo(file);
    }

    private static Map<UUID, Undo> undos(Map<UUID, Decision> changes) {
        Map<UUID, Undo> undos = new HashMap<>();
        changes.forEach((uuid, decision) -> undos.put(uuid, Undo.of(decision)));
        return undos;
    }

    @Test
    void longNumbersAndTextsAreReadToTheirEnd() throws IOException {
        changes.clear();
        change(object(new Field(JsonType.NUMBER, LONG_NUMBER), Field.string("long ".repeat(1_000_000))));
        write(changes.values().toArray(Decision[]::new));

        assertThat(read().rows().equals(undos(changes))).isTrue();
    }

    @Test
    @Tag("slow")
    void everyFlippedBitIsFoundWhereItMatters() throws IOException {
        Decision[] all = changes.values().toArray(Decision[]::new);
        Decision[] some = {all[0], all[3], all[all.length - 1]};
        whole = write(some);
        RestoreSource right = read();
        int harmless = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[at] ^= (byte) (1 << bit);
                try {
                    RestoreSource read = read(flipped);
                    assertThat(read.rows()).as("byte %d, bit %d", at, bit).isEqualTo(right.rows());
                    harmless += read.identity().equals(IDENTITY) ? 1 : 0;
                } catch (CannotRunException e) {
                    // It is found.
                }
            }
        }
        assertThat(harmless).isLessThan(whole.length * 8 / 2);
    }

    /** Cut at every byte: between lines, and in the middle of each kind of line. */
    @Test
    void reportThatEndsEarlyHasNoUpOrOneThatTheRowsMustShow() throws IOException {
        String bytes = new String(whole, StandardCharsets.ISO_8859_1);
        int prepared = bytes.indexOf('\n', bytes.indexOf("{\"type\":\"prepared\""));
        int committed = bytes.lastIndexOf('}') + 1;
        for (int length = 0; length <= whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            if (length < prepared) {
                assertThatThrownBy(() -> read(part))
                        .as("%d bytes of %d", length, whole.length)
                        .isInstanceOf(CannotRunException.class)
                        .hasMessageContaining("nothing was changed");
            } else {
                RestoreSource up = read(part);
                assertThat(up.committed())
                        .as("%d bytes of %d", length, whole.length)
                        .isEqualTo(length >= committed);
                assertThat(up.rows()).isEqualTo(undos(changes));
            }
        }
    }

    /** The same, and another run has gone on with it: half a line is closed, and read past. */
    @Test
    void reportThatEndsEarlyIsGoneOnWith() throws IOException {
        Decision last =
                changes.values().stream().reduce((first, second) -> second).orElseThrow();
        int end = 0;
        for (String line :
                new String(whole, StandardCharsets.ISO_8859_1).lines().toList()) {
            int begin = end;
            end += line.length() + 1;
            for (int length : new int[] {begin + 1, begin + line.length() / 2, end - 1, end}) {
                // Without a whole first line it is no report, and left alone.
                if (begin > 0 || length >= end - 1) {
                    Files.write(file, Arrays.copyOf(whole, length));
                    append(false, last);
                    assertThat(read().rows())
                            .as("%d bytes of %d", length, whole.length)
                            .hasSize(1);
                    assertThat(read().committed()).isFalse();
                }
            }
        }
    }

    @Test
    void lineThatIsMissingOrHalfIsFoundInTheMiddle() throws IOException {
        List<String> lines = text().lines().toList();
        for (int missing = 0; missing < lines.size() - 1; missing++) {
            for (String instead : List.of("", lines.get(missing).substring(0, 30) + "\n")) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < lines.size(); i++) {
                    text.append(i == missing ? instead : lines.get(i) + "\n");
                }
                byte[] damaged = text.toString().getBytes(StandardCharsets.UTF_8);
                // One problem row more or less is not part of what is restored, but it is counted.
                if (missing > 0) {
                    assertThatThrownBy(() -> read(damaged))
                            .as("line %d: %s", missing, instead)
                            .isInstanceOf(CannotRunException.class)
                            .hasMessageContaining("is damaged, or lines before it are missing");
                } else {
                    assertThatThrownBy(() -> read(damaged)).isInstanceOf(CannotRunException.class);
                }
            }
        }
    }

    @Test
    void refusalQuotesNothingOfTheFile() throws IOException {
        String secret = "sentinel";
        Files.writeString(file, text().replaceFirst("\"provider\":2.50", "\"provider\":" + secret));

        assertThatThrownBy(this::read)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("Found: line 7 is damaged")
                .hasMessageNotContaining(secret)
                .hasNoCause();
    }

    @Test
    void laterUpCountsWhereItIsCommittedOrMayBe() throws IOException {
        Decision one = changes.values().iterator().next();

        append(false, one);
        assertThat(read().rows()).hasSize(1);
        assertThat(read().committed()).isFalse();
        append(true, one);
        assertThat(read().committed()).isTrue();
        // A later run changes nothing, whatever it says of the earlier.
        Files.writeString(
                file, text() + text().lines().findFirst().orElseThrow().replace("v114-up", "v114-down") + "\n");
        assertThat(read().rows()).hasSize(1);
    }

    @Test
    void upThatFailedAfterItWasPreparedGivesWayToTheEarlier() throws IOException {
        append(false, changes.values().iterator().next());
        Files.writeString(file, text() + "{\"type\":\"failed\",\"schema\":\"public\",\"message\":\"x\"}\n");

        assertThat(read().rows()).isEqualTo(undos(changes));
        assertThat(read().committed()).isTrue();
    }

    @Test
    void whatComesAfterTheEndIsDamage() throws IOException {
        Files.writeString(file, text() + text().lines().skip(2).findFirst().orElseThrow() + "\n");

        assertThatThrownBy(this::read).hasMessageContaining("is damaged");
    }

    @Test
    void rowThatComesTwiceIsDamage() throws IOException {
        Decision change = changes.values().iterator().next();
        write(change, change);

        assertThatThrownBy(this::read).hasMessageContaining("Found: line 5 is damaged");
    }

    @Test
    void newFieldsAreReadPast() throws IOException {
        Files.writeString(file, text().replace("{\"type\":\"row\",", "{\"type\":\"row\",\"new\":[{}],"));

        assertThat(read().rows()).isEqualTo(undos(changes));
    }

    @Test
    void orderOfRowsDoesNotMatter() throws IOException {
        String checksum = checksum();
        Decision[] reversed = changes.values().toArray(Decision[]::new);
        Collections.reverse(Arrays.asList(reversed));

        write(reversed);

        assertThat(checksum()).isEqualTo(checksum);
        assertThat(read().rows()).isEqualTo(undos(changes));
    }

    private String checksum() {
        return ReportLines.of(file).last("prepared").get("checksum").asText();
    }

    private String text() {
        return ReportLines.text(file);
    }
}
