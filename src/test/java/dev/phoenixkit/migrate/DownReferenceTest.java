package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Refusal;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What v114-down does to a table and what it leaves alone; what it does to one row is in {@code DownRuleTest}. */
@Tag("database")
class DownReferenceTest {
    private static final String BODY = "{\"provider\": \"google\", \"name\": \"work\"}";
    private static final String LOW = "01901234-5678-7abc-8def-11111111aaaa";
    private static final String HIGH = "91901234-5678-7abc-8def-22222222bbbb";
    private static final String PLAIN = "integration:google:work";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void at114() {
        db.setVersion("114");
    }

    @Test
    void keyComesFromTheBodyTheCommentBecomes113AndAllElseStays() {
        insert(LOW, "2024-02-29 12:00:00.123456+05");
        db.execute("UPDATE phoenix_kit_settings SET value = 'plain' WHERE uuid = '" + LOW + "'");
        Snapshot before = db.snapshot().contents();

        db.down().run();

        assertThat(db.key(LOW)).isEqualTo(PLAIN);
        assertThat(db.version()).isEqualTo("113");
        db.execute("UPDATE phoenix_kit_settings SET key = uuid::text WHERE uuid = '" + LOW + "'");
        assertThat(db.snapshot().contents()).isEqualTo(before);
    }

    @Test
    void earliestByDateAddedKeepsTheKeyAndTheOtherIsSuffixedInKeyAndBody() {
        insert(LOW, "2025-01-02");
        insert(HIGH, "2025-01-01");

        db.down().run();

        assertThat(db.key(HIGH)).isEqualTo(PLAIN);
        assertThat(db.key(LOW)).isEqualTo(PLAIN + "-11111111");
        assertThat(db.snapshot().row(LOW).get("value_json")).contains("\"name\": \"work-11111111\"");
    }

    @Test
    void rowWithoutADateComesLast() {
        db.execute("ALTER TABLE phoenix_kit_settings ALTER date_added DROP NOT NULL");
        insert(LOW, null);
        insert(HIGH, "2025-01-01");

        db.down().run();

        assertThat(db.key(HIGH)).isEqualTo(PLAIN);
        assertThat(db.key(LOW)).isEqualTo(PLAIN + "-11111111");
    }

    /** Java's own order of uuids is signed: to it the one that begins with a 9 is negative, and the lower one. */
    @Test
    void amongEqualDatesTheLowestUuidByUnsignedBytesKeepsTheKey() {
        insert(HIGH, "2025-01-01");
        insert(LOW, "2025-01-01");

        db.down().run();

        assertThat(db.key(LOW)).isEqualTo(PLAIN);
        assertThat(db.key(HIGH)).isEqualTo(PLAIN + "-22222222");
    }

    @Test
    void rowOfTheOldShapeKeepsItsKeyAndIsNotTouched() {
        String old = db.insert(PLAIN, BODY);
        Snapshot before = db.snapshot();
        insert(LOW, "2020-01-01");

        db.down().run();

        assertThat(db.snapshot().row(old)).isEqualTo(before.row(old));
        assertThat(db.key(LOW)).isEqualTo(PLAIN + "-11111111");
    }

    @Test
    void onlyRowsOfTheModuleIntegrationsWhoseKeyIsTheirUuidAreRolledBack() {
        insert(LOW, "2025-01-01");
        db.execute("UPDATE phoenix_kit_settings SET module = 'ai' WHERE uuid = '" + LOW + "'");
        insert(HIGH, "2025-01-01");
        db.execute("UPDATE phoenix_kit_settings SET module = NULL WHERE uuid = '" + HIGH + "'");
        db.insert("another key", BODY);
        Snapshot before = db.snapshot();

        assertThat(db.down().run().migrated()).isZero();

        assertThat(db.snapshot()).isEqualTo(new Snapshot("113", before.rows()));
    }

    @Test
    void problemRowsRefuseTheWholeRunAndAreAllListedInOneMessage() {
        insert(LOW, "2025-01-01");
        String array = db.insertConnection("[]");
        String nobody = db.insertConnection("{\"name\": \"work\"}");

        String message = Refusal.of(db, db.down());

        assertThat(message).contains("uuid " + array, "not an object").contains("uuid " + nobody, "no provider");
    }

    @Test
    void problemRowsThatAreSkippedStayExactlyAsTheyAreAndTheRestIsRolledBack() {
        insert(LOW, "2025-01-01");
        String array = db.insertConnection("[]");
        Snapshot before = db.snapshot();

        assertThat(db.down().skippingProblems().run().problems()).isEqualTo(1);

        assertThat(db.snapshot().row(array)).isEqualTo(before.row(array));
        assertThat(db.key(LOW)).isEqualTo(PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"113", "112", "1"})
    void at113AndBelowThereIsNothingToDoAndRowsOfTheNewShapeAreCounted(String version) {
        db.setVersion(version);
        insert(LOW, "2025-01-01");
        db.insert("integration:google:other", "{}", null);
        Snapshot before = db.snapshot();

        MigrationResult result = db.down().run();

        assertThat(result.isNothingToDo()).isTrue();
        assertThat(result.mismatched()).isEqualTo(1);
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @Test
    void above114TheLaterMigrationsMustBeRolledBackFirst() {
        db.setVersion("120");

        assertThat(Refusal.of(db, db.down()))
                .isEqualTo(
                        "v114-down needs version 114 in the schema public, and found version 120. Nothing was changed."
                                + " Later migrations must be rolled back first, down to 114: from 120 to 114, with PhoenixKit's"
                                + " own migrator.");
    }

    @Test
    void commentThatIsNoNumberIsRefused() {
        db.setVersion("latest");

        assertThat(Refusal.of(db, db.down()))
                .startsWith(
                        "v114-down needs version 114 in the schema public, and found version \"latest\". Nothing was"
                                + " changed. The comment of the table phoenix_kit holds the version and has to be a number.");
    }

    private void insert(String uuid, String dateAdded) {
        db.execute("INSERT INTO phoenix_kit_settings (uuid, key, value_json, module, date_added) VALUES ('" + uuid
                + "', '"
                + uuid + "', '" + BODY + "', 'integrations', " + (dateAdded == null ? "NULL" : "'" + dateAdded + "'")
                + ")");
    }
}
