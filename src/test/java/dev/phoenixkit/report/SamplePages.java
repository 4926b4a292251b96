package dev.phoenixkit.report;

import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationResult;
import dev.phoenixkit.preflight.ServerInfo;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.testing.ServerLogin;
import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.KeyLength;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.UpRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Pages of large runs, made of what their listeners are told; the rule is the real one. */
final class SamplePages {
    private static final SchemaVersion V113 = new SchemaVersion("113");

    private SamplePages() {}

    /** An up of one schema with so many rows, every tenth of which is a problem row. */
    static void ofRows(Path page, int rows) {
        write(page, (report, writer) -> {
            begin(writer, rows);
            decide(writer, rows, "integration:google:connection-");
            writer.beforeCommit(result(rows));
            writer.committed(result(rows));
        });
    }

    /** An up of so many schemas: most are committed, some fail, some have nothing to do, of one the outcome is unknown. */
    static void ofSchemas(Path page, int schemas) {
        write(
                page,
                (report, first) -> IntStream.range(0, schemas).forEach(i -> {
                    ReportWriter writer = new ReportWriter(report, "tenant_" + i);
                    begin(writer, 3);
                    pause();
                    if (i % 37 == 5) {
                        decide(writer, 10, "integration:google:t" + i + "-");
                        writer.failed(new RefusedException(
                                "1 of 10 integration rows cannot be migrated to version 114. Nothing was changed."));
                    } else if (i % 11 == 3) {
                        writer.finished(new MigrationResult(V113, V113, 0, 0, 0, 0, Map.of(), Duration.ZERO));
                    } else {
                        decide(writer, 3, "integration:google:t" + i + "-");
                        writer.beforeCommit(result(3));
                        if (i == 20) {
                            writer.failed(new OutcomeUnknownException("The connection was lost during the commit."));
                        } else {
                            writer.committed(result(3));
                        }
                    }
                }));
    }

    /** So that the picture of a fleet has an extent in time. */
    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path page, BiConsumer<Report, ReportWriter> run) {
        try (Report report = new ServerLogin("db.example.com", 5432, "deploy", "")
                .database("shop")
                .up()
                .page(page)
                .openReport()) {
            run.accept(report, new ReportWriter(report, "public"));
        }
    }

    private static void begin(ReportWriter writer, int rows) {
        writer.ready(new ServerInfo(
                180_006, "18.6", "shop", "deploy", KeyLength.CODE_POINTS, Optional.empty(), Optional.empty()));
        writer.found(V113);
        writer.counted(V113, new RowCounts(rows + 67, rows, 0, 0, 0, 0));
    }

    private static void decide(ReportWriter writer, int rows, String key) {
        UpRule rule = new UpRule(Set.of());
        for (int i = 0; i < rows; i++) {
            JsonType type = i % 10 == 9 ? JsonType.ARRAY : JsonType.OBJECT;
            Field name = i % 10 == 1 ? Field.string("Another name") : Field.ABSENT;
            Row row = new Row(UUID.randomUUID(), key + i, null, new Body(type, Field.ABSENT, name));
            rule.accept(row).ifPresent(writer::decided);
        }
    }

    private static MigrationResult result(int rows) {
        return new MigrationResult(
                V113, new SchemaVersion("114"), rows, 0, 0, 0, Map.of(), Duration.ofMillis(Math.min(rows, 300)));
    }
}
