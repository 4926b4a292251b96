package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Refusal;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What v114-up does to a table and what it leaves alone; what it does to one row is in {@code UpRuleTest}. */
@Tag("database")
class UpReferenceTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @Test
    void keyBecomesTheUuidModuleBecomesIntegrationsAndTheCommentBecomes114() {
        String row = db.insert("integration:google:work", "{}", null);

        db.up().run();

        assertThat(db.snapshot().row(row)).containsEntry("key", row).containsEntry("module", "integrations");
        assertThat(db.version()).isEqualTo("114");
    }

    @Test
    void allOtherFieldsOfABodyStayAsTheyAreToTheLastDigit() {
        String fields =
                "\"scopes\": [\"a\", null, {\"name\": 1.00}], \"expires\": 12345678901234567890.0900, \"status\": \"ö\"";
        List<String> rows = Stream.of("", "\"provider\": \"google\", ", "\"provider\": 7, \"name\": null, ")
                .map(known -> db.insert("integration:google:" + known.length(), "{" + known + fields + "}", null))
                .toList();
        String before = others(rows.get(0));

        db.up().run();

        assertThat(before).contains("1.00", "12345678901234567890.0900");
        assertThat(rows).allSatisfy(row -> assertThat(others(row)).isEqualTo(before));
    }

    @Test
    void valueAndDatesStay() {
        String row = db.insert("integration:google:work", "{}", null);
        db.execute("UPDATE phoenix_kit_settings SET value = 'plain', date_added = '2024-02-29 12:00:00.123456+05',"
                + " date_updated = '2025-01-01 00:00:00+00' WHERE uuid = '" + row + "'");
        Snapshot before = db.snapshot();

        db.up().run();

        for (String column : List.of("value", "date_added", "date_updated")) {
            assertThat(db.snapshot().row(row))
                    .containsEntry(column, before.row(row).get(column));
        }
    }

    @Test
    void rowsOfAnyOtherKeyAreNotTouched() {
        List<String> rows = Stream.of(
                        "Integration:google:work", "integrations:google", "integration", " integration:p:n")
                .map(key -> db.insert(key, "{}"))
                .toList();
        Snapshot before = db.snapshot();
        db.insert("integration:google:work", "{}", null);

        assertThat(db.up().run().migrated()).isEqualTo(1);

        Snapshot after = db.snapshot();
        assertThat(rows).allSatisfy(row -> assertThat(after.row(row)).isEqualTo(before.row(row)));
        assertThat(after.ordinary()).isEqualTo(before.ordinary());
    }

    @Test
    void namesMayBeThereMoreThanOnce() {
        List<String> rows = Stream.of("integration:google:a", "integration:google:b")
                .map(key -> db.insert(key, "{\"provider\": \"google\", \"name\": \"same\"}"))
                .toList();

        db.up().run();

        assertThat(rows).allSatisfy(row -> assertThat(db.snapshot().row(row)).containsEntry("key", row));
    }

    @Test
    void runningItAgainChangesNothing() {
        db.insert("integration:google:work", "{}", null);
        db.up().run();
        Snapshot once = db.snapshot();

        assertThat(db.up().run().isNothingToDo()).isTrue();

        assertThat(db.snapshot()).isEqualTo(once);
    }

    @Test
    void problemRowsRefuseTheWholeRunAndAreAllListedInOneMessage() {
        db.insert("integration:google:work", "{}", null);
        String array = db.insert("integration:google:array", "[]", null);
        String nobody = db.insert("integration:", "{}", null);

        String message = Refusal.of(db, db.up());

        assertThat(message)
                .contains("uuid " + array, "integration:google:array", "not an object", "To do: put an object");
        assertThat(message).contains("uuid " + nobody, "no provider", "To do: write the provider");
    }

    @Test
    void ofVeryManyProblemRowsTheMessageListsTheFirstAndSaysHowManyMoreThereAre() {
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:' || n, '[]' FROM generate_series(1, 203) n");

        assertThat(Refusal.of(db, db.up()))
                .startsWith("203 of 203 integration rows")
                .contains("\n  … and 3 more; a report lists all of them\nRepair them");
    }

    @Test
    void problemRowsThatAreSkippedStayExactlyAsTheyAreAndTheRestMigrates() {
        String good = db.insert("integration:google:work", "{}", null);
        String array = db.insert("integration:google:array", "[]", null);
        Snapshot before = db.snapshot();

        MigrationResult result = db.up().skippingProblems().run();

        assertThat(result.problems()).isEqualTo(1);
        assertThat(db.snapshot().row(array)).isEqualTo(before.row(array));
        assertThat(db.snapshot().row(good)).containsEntry("key", good);
        assertThat(db.version()).isEqualTo("114");
    }

    @ParameterizedTest
    @ValueSource(strings = {"114", "115", "135"})
    void at114AndAboveThereIsNothingToDoAndRowsOfTheOldShapeAreCounted(String version) {
        db.setVersion(version);
        db.insert("integration:google:straggler", "{}");
        db.insertConnection("{\"name\": \"overwritten by an old node\"}");
        db.insertConnection("{\"provider\": \"google\", \"name\": \"work\"}");
        Snapshot before = db.snapshot();

        MigrationResult result = db.up().run();

        assertThat(result.isNothingToDo()).isTrue();
        assertThat(result.mismatched()).isEqualTo(2);
        assertThat(db.snapshot()).isEqualTo(before);
    }

    @Test
    void below113TheOlderMigrationsComeFirst() {
        db.setVersion("112");

        assertThat(Refusal.of(db, db.up()))
                .isEqualTo("v114-up needs version 113 in the schema public, and found version 112. Nothing was changed."
                        + " The older migrations come first: let PhoenixKit's own migrator run them up to 113.");
    }

    @Test
    void withoutACommentTheVersionIs1() {
        db.setVersion(null);

        assertThat(Refusal.of(db, db.up()))
                .startsWith(
                        "v114-up needs version 113 in the schema public, and found version 1 (the table has no comment)."
                                + " Nothing was changed. The version is missing. Never let PhoenixKit's migrator");
    }

    @Test
    void commentThatIsNoNumberIsRefused() {
        db.setVersion("v113");

        assertThat(Refusal.of(db, db.up()))
                .isEqualTo(
                        "v114-up needs version 113 in the schema public, and found version \"v113\". Nothing was changed."
                                + " The comment of the table phoenix_kit holds the version and has to be a number. Find out who"
                                + " changed it, and set it to the version that the schema really has.");
    }

    /** The text of such a field, put into a key, makes the key that is there; so only its type tells it from a string. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integration:7:work   | {`provider`: 7, `name`: `work`}      | 7  | work",
                "integration:-1.50:-2 | {`provider`: -1.50, `name`: -2}      | -1.50 | -2",
                "integration:p:true   | {`provider`: `p`, `name`: true}      | p  | true",
                "integration:false:n  | {`provider`: false, `name`: `n`}     | false | n",
                "integration:7        | {`provider`: 7, `name`: `default`}   | 7  | default",
            })
    void fieldThatIsNoStringBecomesOneAlsoWhereTheKeyAgrees(String key, String body, String provider, String name) {
        String row = db.insert(key, body.replace('`', '"'));

        db.up().run();

        assertThat(db.body(row)).isEqualTo("{\"name\": \"" + name + "\", \"provider\": \"" + provider + "\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "integration:[7]:work   | {`provider`: [7], `name`: `work`}   | provider",
                "integration:{}:work    | {`provider`: {}, `name`: `work`}    | provider",
                "integration:p:[]       | {`provider`: `p`, `name`: []}       | name",
                "integration:p:{`a`: 1} | {`provider`: `p`, `name`: {`a`: 1}} | name",
            })
    void fieldThatHoldsOtherValuesIsAProblemAlsoWhereTheKeyAgrees(String key, String body, String field) {
        String row = db.insert(key.replace('`', '"'), body.replace('`', '"'));

        assertThat(Refusal.of(db, db.up())).contains("uuid " + row, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "g", "größe", "日本", "\uD834\uDD1E", "a\uD834\uDD1Eb", " "})
    void whatABodyLacksComesOutOfTheKeyWhateverItsCharacters(String provider) {
        String key = "integration:" + provider + ":";
        String both = db.insert(key + "\uD834\uDD1E: 仕事", "{\"n\": 1.0}", null);
        String nameOnly = db.insert(key + "work", "{\"provider\": \"drifted\"}", null);
        String providerOnly = db.insert(key + "home", "{\"name\": \"drifted\"}", null);
        String noName = db.insert(key, "{}", null);

        db.up().run();

        assertThat(db.body(both))
                .isEqualTo("{\"n\": 1.0, \"name\": \"\uD834\uDD1E: 仕事\", \"provider\": \"" + provider + "\"}");
        assertThat(db.body(nameOnly)).isEqualTo("{\"name\": \"work\", \"provider\": \"drifted\"}");
        assertThat(db.body(providerOnly)).isEqualTo("{\"name\": \"drifted\", \"provider\": \"" + provider + "\"}");
        assertThat(db.body(noName)).isEqualTo("{\"name\": \"default\", \"provider\": \"" + provider + "\"}");
    }

    /** What a body holds besides the two fields that V114 owns. */
    private String others(String row) {
        return db.query("SELECT (value_json - 'provider' - 'name')::text FROM phoenix_kit_settings WHERE uuid = '" + row
                        + "'")
                .get(0);
    }
}
