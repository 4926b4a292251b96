package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.oracle.Expected;
import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.OracleMode;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.oracle.UpOracle;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Up over forty schemas of random rows, some of which cannot be migrated for one reason or another: each is as the oracle
 * says or untouched, and log and report say which.
 */
@Tag("database")
@Tag("slow")
class FleetDifferentialTest {
    private static final int SCHEMAS = 40;
    private static final int ROWS = 60;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    /** By schema, what is to become of it. */
    private final Map<String, String> expected = new LinkedHashMap<>();

    private final Map<String, OracleDatabase> tables = new HashMap<>();
    private Connection connection;
    private String context;

    @BeforeEach
    void connect() throws SQLException {
        connection = db.connect();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 4"})
    void everySchemaIsAsTheOracleSaysOrUntouchedAndTheSameAgainDoesTheRest(long seed, int threads)
            throws SQLException, IOException {
        context = "seed " + seed + ", threads " + threads;
        for (int i = 0; i < SCHEMAS; i++) {
            create(i, seed);
        }
        Map<String, Expected> oracle = oracle();
        Map<String, Snapshot> before = snapshots();
        Path report = folder.resolve("up.jsonl");
        RecordedLog log = new RecordedLog();
        Throwable failure;
        try (OpenTransaction other =
                db.begin("LOCK TABLE " + quoted(name(10)) + ".phoenix_kit_settings IN ROW EXCLUSIVE MODE")) {
            failure = catchThrowable(() -> up(log, threads, report));
            other.rollback();
        }

        assertThat(failure).as(context).hasMessageContaining(" of " + SCHEMAS + " schemas: ");
        assertTrue(oracle, before, log, report);

        removeCauses();
        oracle = oracle();
        Map<String, Snapshot> afterwards = snapshots();
        expected.replaceAll((schema, what) -> what.equals("failed") ? "migrated" : "nothing to do");
        RecordedLog rest = new RecordedLog();
        Files.delete(report);
        up(rest, threads, report);
        assertTrue(oracle, afterwards, rest, report);
    }

    private void up(RecordedLog log, int threads, Path report) {
        new MigrationGoal(log, db.up().request())
                .run(
                        db.settings(),
                        new Fleet.Options(List.of("*chema*"), threads, false, Duration.ofSeconds(2)),
                        new Report.Paths(Optional.of(report), Optional.empty()));
    }

    private static String name(int i) {
        return i % 3 == 0 ? "Schema \"" + i + "\"" : "schema_" + i;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private void create(int i, long seed) throws SQLException {
        String schema = name(i);
        int kind = i % 10;
        boolean done = kind == 7 || kind == 8;
        db.createPhoenixKit(schema, kind == 6 ? "112" : kind == 7 ? "114" : kind == 8 ? "120" : "113");
        OracleDatabase table = new OracleDatabase(connection, quoted(schema) + ".phoenix_kit_settings");
        tables.put(schema, table);
        long its = 1000 * seed + i;
        table.insert(RandomRows.rows(done ? RandomRows.down(its, ROWS) : RandomRows.up(its, ROWS)));
        if (kind != 5) {
            deleteProblemRows(schema);
        } else {
            db.insertSetting(schema, "integration:google:odd", "[]", "integrations");
        }
        if (kind == 9) {
            alter(schema, "ALTER uuid DROP DEFAULT, ALTER uuid TYPE varchar(255)");
        }
        if (i == 11) {
            db.execute(
                    "CREATE FUNCTION hostile() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.value := 'x'; RETURN NEW;"
                            + " END $$",
                    "CREATE TRIGGER hostile BEFORE UPDATE ON " + quoted(schema)
                            + ".phoenix_kit_settings FOR EACH ROW EXECUTE FUNCTION hostile()");
        }
        boolean fails = kind == 5 || kind == 6 || kind == 9 || i == 10 || i == 11;
        expected.put(schema, done ? "nothing to do" : fails ? "failed" : "migrated");
    }

    private void alter(String schema, String actions) {
        db.execute("ALTER TABLE " + quoted(schema) + ".phoenix_kit_settings " + actions);
    }

    private void deleteProblemRows(String schema) throws SQLException {
        String uuids = UpOracle.expect(tables.get(schema).readAll(), OracleMode.SKIP).problems().keySet().stream()
                .map(UUID::toString)
                .collect(Collectors.joining("', '", "('", "')"));
        if (uuids.length() > 4) {
            db.execute("DELETE FROM " + quoted(schema) + ".phoenix_kit_settings WHERE uuid IN " + uuids);
        }
    }

    private void removeCauses() throws SQLException {
        db.execute("DROP FUNCTION hostile() CASCADE");
        for (int i = 0; i < SCHEMAS; i++) {
            switch (i % 10) {
                case 5 -> deleteProblemRows(name(i));
                case 6 -> db.setVersion(name(i), "113");
                case 9 -> alter(name(i), "ALTER uuid TYPE uuid USING uuid::uuid");
                default -> {}
            }
        }
    }

    private Map<String, Expected> oracle() throws SQLException {
        Map<String, Expected> oracle = new HashMap<>();
        for (String schema : expected.keySet()) {
            if (db.version(schema).equals("113") && !isDamaged(schema)) {
                oracle.put(schema, UpOracle.expect(tables.get(schema).readAll(), OracleMode.FAIL));
            }
        }
        return oracle;
    }

    private boolean isDamaged(String schema) {
        return !db.query("SELECT 1 FROM information_schema.columns WHERE table_schema = '" + schema
                        + "' AND column_name = 'uuid' AND data_type <> 'uuid'")
                .isEmpty();
    }

    private Map<String, Snapshot> snapshots() {
        return expected.keySet().stream().collect(Collectors.toMap(schema -> schema, db::snapshot));
    }

    private void assertTrue(Map<String, Expected> oracle, Map<String, Snapshot> before, RecordedLog log, Path report)
            throws SQLException, IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(report));
        Map<String, Long> counts = new HashMap<>();
        for (Map.Entry<String, String> its : expected.entrySet()) {
            String schema = its.getKey();
            counts.merge(its.getValue(), 1L, Long::sum);
            if (its.getValue().equals("migrated")) {
                tables.get(schema).assertHolds(oracle.get(schema).rows(), context + ", " + schema);
                assertThat(db.version(schema)).as(context + ", " + schema).isEqualTo("114");
            } else {
                assertThat(db.snapshot(schema)).as(context + ", " + schema).isEqualTo(before.get(schema));
            }
            String word = Map.of("migrated", "committed", "failed", "failed", "nothing to do", "nothingToDo")
                    .get(its.getValue());
            String escaped = schema.replace("\"", "\\\"");
            assertThat(lines)
                    .as(context + ", " + schema)
                    .filteredOn(line -> line.startsWith("{\"type\":\"" + word + "\",\"schema\":\"" + escaped + "\","))
                    .hasSize(1);
        }
        counts.forEach((what, number) ->
                assertThat(log.text()).as(context).containsPattern("(?m)^\\[INFO\\]   " + what + " +" + number + " "));
    }
}
