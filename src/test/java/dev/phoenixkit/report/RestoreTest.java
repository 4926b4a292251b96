package dev.phoenixkit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.testing.RecordedDecisions;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.ChangeNote;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What down does with the report of an up, row by row. */
@Tag("database")
class RestoreTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private Path report;

    @BeforeEach
    void placeReport() {
        report = folder.resolve("up.json");
    }

    @Test
    void bodiesAreAsTheyWereToTheLastDigit() {
        List<String> bodies = Arrays.asList(
                null,
                "null",
                "{}",
                "{\"name\": \"n\"}",
                "{\"provider\": \"p\"}",
                "{\"provider\": null, \"name\": null}",
                "{\"provider\": \"\", \"name\": \"\"}",
                "{\"provider\": 2.50, \"name\": 1e400}",
                "{\"provider\": true, \"name\": " + "1234567890".repeat(70) + ".00}",
                "{\"provider\": \"\\\"\\\\\\n\\u00fc\\ud83e\\udd8a\", \"name\": \" \"}",
                "{\"token\": \"t\", \"expires\": 1.00}",
                "{\"provider\": -0.0, \"name\": \"drifted\", \"token\": {\"name\": 1}}");
        for (int i = 0; i < bodies.size(); i++) {
            db.insert("integration:p:" + i, bodies.get(i));
        }

        assertRestored();
    }

    @Test
    void keysAreAsTheyWere() {
        for (String key : List.of("google", "google:", "google:a:b", ":x", "google:default")) {
            db.insert("integration:" + key, "{\"provider\": \"google\"}");
        }

        assertRestored();
    }

    @Test
    void modulesAreAsTheyWere() {
        for (String module : Arrays.asList(null, "system", "", "integrations")) {
            db.insert("integration:google:" + module, "{}", module);
        }

        assertRestored();
    }

    private void assertRestored() {
        Snapshot before = db.snapshot();
        upAndDown();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void tokenRefreshedSinceStaysInTheBody() {
        String full = db.insert("integration:google", "{\"access_token\": \"old\"}", null);
        String none = db.insert("integration:smtp:a", null);
        up();
        db.execute("UPDATE phoenix_kit_settings SET value_json = value_json || '{\"access_token\": \"new\"}'"
                + " WHERE uuid IN ('" + full + "', '" + none + "')");

        down();

        assertThat(db.key(full)).isEqualTo("integration:google");
        assertThat(db.body(full)).isEqualTo("{\"access_token\": \"new\"}");
        assertThat(db.key(none)).isEqualTo("integration:smtp:a");
        assertThat(db.body(none)).isEqualTo("{\"access_token\": \"new\"}");
    }

    @Test
    void rowAddedSinceTakesNoKeyThatARestoredRowNeeds() {
        String old = db.insert("integration:google:default", "{}");
        up();
        String added = db.insertConnection("{\"provider\": \"google\", \"name\": \"default\"}");
        db.execute("UPDATE phoenix_kit_settings SET date_added = '1999-01-01' WHERE uuid = '" + added + "'");

        List<Change> changes = down();

        assertThat(db.key(old)).isEqualTo("integration:google:default");
        assertThat(db.key(added)).isEqualTo("integration:google:default-" + added.substring(24, 32));
        assertThat(db.body(added)).contains("\"name\": \"default-" + added.substring(24, 32) + "\"");
        assertThat(changes).extracting(Change::notes).contains(Set.of(ChangeNote.RENAMED));
    }

    @Test
    void rowAddedSinceIsRolledBackAsEver() {
        up();
        String added = db.insertConnection("{\"provider\": \"google\", \"name\": 7}");

        down();

        assertThat(db.key(added)).isEqualTo("integration:google:7");
        assertThat(db.body(added)).isEqualTo("{\"name\": 7, \"provider\": \"google\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\": \"new\"}", "{\"provider\": \"google\", \"name\": \"new\", \"token\": 1}"})
    void rowRenamedSinceKeepsItsNewName(String change) {
        String uuid = db.insert("integration:google", "{\"name\": \"old\"}", null);
        up();
        db.execute("UPDATE phoenix_kit_settings SET value_json = value_json || '" + change + "' WHERE uuid = '" + uuid
                + "'");

        down();

        assertThat(db.key(uuid)).isEqualTo("integration:google:new");
        assertThat(db.snapshot().row(uuid)).containsEntry("module", "integrations");
    }

    @Test
    void rowThatGotAnotherKeyOrModuleSinceStaysAsItIs() {
        String rekeyed = db.insert("integration:google:a", "{}");
        String moved = db.insert("integration:google:b", "{}");
        up();
        db.execute("UPDATE phoenix_kit_settings SET key = 'my key' WHERE uuid = '" + rekeyed + "'");
        db.execute("UPDATE phoenix_kit_settings SET module = 'shop' WHERE uuid = '" + moved + "'");
        Snapshot before = db.snapshot();

        down();

        assertThat(db.snapshot().rows()).isEqualTo(before.rows());
    }

    @Test
    void rowDeletedSinceStaysAway() {
        String uuid = db.insert("integration:google:a", "{}");
        String other = db.insert("integration:google:b", "{}");
        up();
        db.execute("DELETE FROM phoenix_kit_settings WHERE uuid = '" + uuid + "'");

        down();

        assertThat(db.query("SELECT 1 FROM phoenix_kit_settings WHERE uuid = '" + uuid + "'"))
                .isEmpty();
        assertThat(db.key(other)).isEqualTo("integration:google:b");
    }

    @Test
    void rowWhoseKeyAStragglerHoldsIsRenamedAndTheStragglerStays() {
        String uuid = db.insert("integration:google:a", "{\"token\": 1}");
        up();
        String straggler = db.insert("integration:google:a", "{\"token\": 2}");
        Snapshot before = db.snapshot();

        down();

        assertThat(db.snapshot().row(straggler)).isEqualTo(before.row(straggler));
        assertThat(db.key(uuid)).isEqualTo("integration:google:a-" + uuid.substring(24, 32));
    }

    @Test
    void rowThatTheUpLeftBehindIsStillTheSame() {
        db.insert("integration:google:a", "[]", null);
        db.insert("integration:google:b", "{}", null);
        Snapshot before = db.snapshot();
        db.up().skippingProblems().report(report).run();

        down();

        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    @Test
    void rowThatHadTheNewShapeBeforeTheUpKeepsIt() {
        String uuid = db.insertConnection("{\"provider\": \"google\"}");
        Snapshot before = db.snapshot();

        upAndDown();

        assertThat(db.snapshot().row(uuid)).isEqualTo(before.row(uuid));
    }

    @Test
    void rowThatCannotBePlacedAnyMoreIsAProblem() {
        String broken = db.insert("integration:google:a", "{}");
        String fine = db.insert("integration:google:b", "{}");
        up();
        db.execute("UPDATE phoenix_kit_settings SET value_json = '[1]' WHERE uuid = '" + broken + "'");
        Snapshot before = db.snapshot();

        assertThatThrownBy(this::down).isInstanceOf(RefusedException.class).hasMessageContaining(broken);
        assertThat(db.snapshot()).isEqualTo(before);
        db.down().skippingProblems().restore(report).run();

        assertThat(db.snapshot().row(broken)).isEqualTo(before.row(broken));
        assertThat(db.key(fine)).isEqualTo("integration:google:b");
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void dryRunShowsWhatWillBeRestoredAndWritesNothing() {
        db.insert("integration:google", null, null);
        up();
        db.insertConnection("{\"provider\": \"google\"}");
        Snapshot before = db.snapshot();
        RecordedDecisions planned = new RecordedDecisions(false);

        db.down().dry().restore(report).after(planned).run();

        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(planned.changes())
                .anyMatch(change -> change.has(ChangeNote.RESTORED))
                .isEqualTo(down());
    }

    @Test
    void reportOfTheDownMayGoIntoTheReportThatItUndoes() {
        String uuid = db.insert("integration:google", null, null);
        up();

        db.down().restore(report).report(report).run();

        assertThat(db.key(uuid)).isEqualTo("integration:google");
        assertThat(ReportLines.of(report).all("run"))
                .extracting(run -> run.get("goal").asText())
                .containsExactly("v114-up", "v114-down");
    }

    @Test
    void lastUpThatWasCommittedIsTheOneThatIsUndone() {
        String uuid = db.insert("integration:google", null, null);
        up();
        db.up().report(report).run();
        db.down().restore(report).report(report).run();
        assertThat(db.key(uuid)).isEqualTo("integration:google");
        db.execute("UPDATE phoenix_kit_settings SET key = 'integration:google:' WHERE uuid = '" + uuid + "'");
        db.up().dry().report(report).run();

        upAndDown();

        assertThat(db.key(uuid)).isEqualTo("integration:google:");
        assertThat(ReportLines.of(report).types())
                .filteredOn(type -> !type.equals("row"))
                .containsExactly(
                        "run",
                        "schema",
                        "prepared",
                        "committed",
                        "run",
                        "schema",
                        "nothingToDo",
                        "run",
                        "schema",
                        "prepared",
                        "committed",
                        "run",
                        "schema",
                        "rolledBack",
                        "run",
                        "schema",
                        "prepared",
                        "committed");
    }

    @Test
    void nextUpFindsWhatTheFirstFound() {
        db.insert("integration:google", null, null);
        db.insert("integration:google:x", "{\"name\": 7}");
        up();
        Snapshot migrated = db.snapshot();

        down();
        db.up().run();

        assertThat(db.snapshot().contents()).isEqualTo(migrated.contents());
    }

    private void upAndDown() {
        up();
        down();
        assertThat(db.version()).isEqualTo("113");
    }

    private void up() {
        db.up().report(report).run();
        assertThat(db.version()).isEqualTo("114");
    }

    private List<Change> down() {
        RecordedDecisions decided = new RecordedDecisions(false);
        db.down().restore(report).after(decided).run();
        return decided.changes();
    }
}
