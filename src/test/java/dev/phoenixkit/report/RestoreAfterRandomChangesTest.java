package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.oracle.DownOracle;
import dev.phoenixkit.oracle.OracleDatabase;
import dev.phoenixkit.oracle.OracleMode;
import dev.phoenixkit.oracle.OracleRow;
import dev.phoenixkit.oracle.RandomRows;
import dev.phoenixkit.report.RandomChanges.Kind;
import dev.phoenixkit.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Up with a report, then anything may happen to the rows, then down with that report: what is still as the up left it has
 * what it had, and to the ordinary rule, as the oracle states it, these rows are old rows that hold their keys.
 */
@Tag("database")
class RestoreAfterRandomChangesTest {
    private static final String TABLE = "public.phoenix_kit_settings";
    private static final int SEEDS = 20;
    private static final int SIZE = 500;
    private static final String TOKEN = "\"access_token\": \"fresh\"";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    @Test
    void restoredRowsAreAsBeforeAndTheOthersGoByTheOrdinaryRule() throws SQLException {
        OracleDatabase table = new OracleDatabase(db.connect(), TABLE);
        Set<Kind> restored = EnumSet.noneOf(Kind.class);
        Set<Kind> ordinary = EnumSet.noneOf(Kind.class);
        for (long seed = 1; seed <= SEEDS; seed++) {
            db.execute("TRUNCATE " + TABLE);
            table.insert(RandomRows.rows(RandomRows.up(seed, SIZE)));
            List<OracleRow> before = table.readAll();
            Path report = folder.resolve("seed-" + seed + ".json");
            db.up().skippingProblems().report(report).run();
            RandomChanges changes = new RandomChanges(db, seed);
            changes.make(before);
            List<OracleRow> now = table.readAll();

            List<OracleRow> inPlace = new ArrayList<>();
            List<OracleRow> untouched = new ArrayList<>();
            Map<UUID, OracleRow> originals =
                    before.stream().collect(Collectors.toMap(OracleRow::uuid, Function.identity()));
            Set<String> heldKeys = now.stream().map(OracleRow::key).collect(Collectors.toSet());
            for (OracleRow row : now) {
                OracleRow original = originals.get(row.uuid());
                Kind kind = changes.kind(row.uuid());
                if (original == null || !isAsLeft(kind, row) || isHeld(original, heldKeys, row)) {
                    inPlace.add(row);
                    ordinary.add(kind);
                } else if (original.key().equals(row.key())) {
                    untouched.add(row);
                } else {
                    inPlace.add(original(row, original, kind));
                    restored.add(kind);
                }
            }
            List<OracleRow> expected =
                    new ArrayList<>(DownOracle.expect(inPlace, OracleMode.SKIP).rows());
            expected.addAll(untouched);

            db.down().skippingProblems().restore(report).run();

            table.assertHolds(expected, "seed " + seed);
            assertThat(db.version()).isEqualTo("113");
        }
        assertThat(restored).contains(Kind.NONE, Kind.TOKEN_REFRESHED);
        assertThat(ordinary).containsAll(EnumSet.complementOf(EnumSet.of(Kind.TOKEN_REFRESHED, Kind.DELETED)));
    }

    /** Still a connection, keyed by its uuid, provider and name as the up left them. */
    private static boolean isAsLeft(Kind kind, OracleRow row) {
        return row.key().equals(row.uuid().toString())
                && "integrations".equals(row.module())
                && (kind == Kind.NONE || kind == Kind.TOKEN_REFRESHED || kind == Kind.STRAGGLER_ADDED);
    }

    private static boolean isHeld(OracleRow original, Set<String> heldKeys, OracleRow row) {
        return !original.key().equals(row.key()) && heldKeys.contains(original.key());
    }

    private static OracleRow original(OracleRow row, OracleRow original, Kind kind) {
        OracleRow same = new OracleRow(
                row.uuid(),
                original.key(),
                row.value(),
                original.valueJson(),
                original.module(),
                row.dateAdded(),
                row.dateUpdated());
        return kind == Kind.TOKEN_REFRESHED ? same.withValueJson(withToken(original.valueJson())) : same;
    }

    /** The last of two members of one name counts, and nothing at all is an empty object. */
    private static String withToken(String body) {
        boolean nothing = body == null || body.equals("null") || body.equals("{}");
        return nothing ? "{" + TOKEN + "}" : body.substring(0, body.length() - 1) + ", " + TOKEN + "}";
    }
}
