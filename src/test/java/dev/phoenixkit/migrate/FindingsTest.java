package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.rows.RowCounts;
import dev.phoenixkit.rows.RowFindings;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import dev.phoenixkit.v114.ChangeNote;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator is told besides what becomes of each row, by runs of every mode. */
@Tag("database")
class FindingsTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @ParameterizedTest
    @EnumSource(RunMode.class)
    void twinsOfTheOldestShapeAreNamedWithTheNewer(RunMode mode) {
        String stale = db.insert("integration:microsoft", "{\"status\": \"connected\"}", null);
        db.execute(
                "UPDATE phoenix_kit_settings SET date_updated = '2024-05-06 07:08:09+00' WHERE uuid = '" + stale + "'");
        String live =
                db.insert("integration:microsoft:default", "{\"provider\": \"microsoft\", \"name\": \"default\"}");
        db.insert("integration:google:default", "{}");

        Finding up = twins(db.up().mode(mode));

        assertThat(up.uuids()).containsExactly(UUID.fromString(live), UUID.fromString(stale));
        assertThat(up.text())
                .matches("\"microsoft\" \"default\": the newer is uuid " + live
                        + ", saved [^;]+(, key \"integration:microsoft:default\")?; uuid " + stale
                        + ", saved 2024-05-0[567][^;]+, key \"integration:microsoft\"");
        if (mode != RunMode.RUN) {
            db.up().run();
        }
        Finding down = twins(db.down().mode(mode));
        assertThat(down.uuids()).isEqualTo(up.uuids());
        assertThat(down.text()).startsWith("\"microsoft\" \"default\": the newer is uuid " + live);
    }

    private static Finding twins(TestRun run) {
        run.run();
        assertThat(run.findings(Kind.TWINS)).hasSize(1);
        return run.findings(Kind.TWINS).get(0);
    }

    @Test
    void twinsByDriftAndAmongRowsOfBothShapesAreFoundAndOwnersTellConnectionsApart() {
        String plain = db.insert("integration:google:a", "{}");
        String drifted = db.insert("integration:google:b", "{\"name\": \"a\"}");
        String early = db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        for (String owner : List.of("1", "2")) {
            db.insertConnection("{\"provider\": \"google\", \"name\": \"a\", \"owner_uuid\": \"" + owner + "\"}");
        }

        assertThat(twins(db.up()).uuids())
                .containsExactlyInAnyOrder(UUID.fromString(plain), UUID.fromString(drifted), UUID.fromString(early));
    }

    @Test
    void rowsSavedAtOneTimeAreEquallyNew() {
        db.insert("integration:google", "{}");
        db.insert("integration:google:default", "{}");
        db.execute("UPDATE phoenix_kit_settings SET date_updated = '2024-01-01'");

        assertThat(twins(db.up()).text()).contains("\"google\" \"default\": equally new are uuid");
    }

    @ParameterizedTest
    @EnumSource(RunMode.class)
    void rowsWithBothColumnsAreListedOnTheWayUp(RunMode mode) {
        String both = db.insert("integration:google:a", "{}");
        String noBody = db.insert("integration:google:b", null);
        String empty = db.insert("integration:google:c", "{}");
        db.execute(
                "UPDATE phoenix_kit_settings SET value = 'x' WHERE uuid IN ('" + both + "', '" + noBody + "')",
                "UPDATE phoenix_kit_settings SET value = '' WHERE uuid = '" + empty + "'");
        TestRun up = db.up().mode(mode);
        up.run();

        assertThat(up.findings(Kind.BOTH_COLUMNS))
                .extracting(Finding::uuids)
                .containsExactlyInAnyOrder(List.of(UUID.fromString(both)), List.of(UUID.fromString(noBody)));
        assertThat(up.findings(Kind.BOTH_COLUMNS))
                .anyMatch(finding -> finding.text().startsWith("\"google\" \"a\": uuid " + both + ", saved "));
    }

    @ParameterizedTest
    @EnumSource(RunMode.class)
    void personalConnectionsAreListedOnTheWayDown(RunMode mode) {
        db.setVersion("114");
        List<List<UUID>> personal = List.of("u1", "u2").stream()
                .map(owner -> List.of(UUID.fromString(db.insertConnection(
                        "{\"provider\": \"google\", \"name\": \"default\", \"owner_type\": \"user\", \"owner_uuid\": \""
                                + owner + "\"}"))))
                .toList();
        db.insertConnection(
                "{\"provider\": \"google\", \"name\": \"site\", \"owner_type\": \"site\", \"owner_uuid\": null}");
        TestRun down = db.down().mode(mode);

        assertThat(down.run().notes()).containsEntry(ChangeNote.RENAMED, 1L);

        assertThat(down.findings(Kind.PERSONAL))
                .extracting(Finding::uuids)
                .containsExactlyInAnyOrderElementsOf(personal);
        assertThat(down.findings(Kind.TWINS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(RunMode.class)
    void skippedRowsHaveTheirPrice(RunMode mode) {
        String crashes = db.insert("integration:google:a", "{\"provider\": \"google\", \"name\": [1]}");
        db.insert("integration:google:b", "{\"provider\": \"google\", \"name\": {}}", "ai");
        db.insert("integration:google:c", "{\"provider\": 7, \"name\": {}}");
        db.insert("integration:google:d", "[]");
        String taken = db.insert("integration:google:e", "{\"provider\": \"google\", \"name\": \"e\"}");
        db.insert(taken, null, null);
        TestRun up = db.up().mode(mode).skippingProblems();
        up.run();

        assertThat(up.findings(Kind.BREAKS_LIST))
                .containsExactly(new Finding(
                        Kind.BREAKS_LIST,
                        "uuid " + crashes + ", key \"integration:google:a\"",
                        List.of(UUID.fromString(crashes))));
        assertThat(up.findings(Kind.BLOCKS_REPAIR))
                .containsExactly(Finding.of(Kind.BLOCKS_REPAIR, "problem rows that stay as they are: 5"));
    }

    /** Beyond so many the server groups rows only where there can be something to tell. */
    @ParameterizedTest
    @CsvSource({"500, 0, true", "0, 500, true", "250, 250, true", "251, 250, false"})
    void rowsOfBothShapesAreCounted(long old, long now, boolean few) {
        assertThat(RowFindings.areFew(new RowCounts(1_000, old, now, 0, 0, 0))).isEqualTo(few);
    }

    /** Old and new are how many rows there are of each shape. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            1 | 0 | 1 rows are keyed provider:name and 0 by uuid, so it is 113 or below | 113
            0 | 1 | 0 rows are keyed provider:name and 1 by uuid, so it is 114 or above | 114
            1 | 1 | 1 rows are keyed provider:name and 1 by uuid, which does not tell the version | <version>
            0 | 0 | 0 rows are keyed provider:name and 0 by uuid, which does not tell the version | <version>
            """)
    void lostCommentComesWithWhatTheRowsSayAndTheStatement(int old, int now, String rows, String version) {
        if (old > 0) {
            db.insert("integration:google:a", "{}");
        }
        if (now > 0) {
            db.insertConnection("{\"provider\": \"google\"}");
        }
        db.setVersion(null);
        String text = rows + ": COMMENT ON TABLE \"public\".phoenix_kit IS '" + version + "'";

        assertThat(db.up().fails(RefusedException.class))
                .hasMessageStartingWith(
                        "v114-up needs version 113 in the schema public, and found version 1 (the table has"
                                + " no comment). Nothing was changed. The version is missing. Never let PhoenixKit's migrator run on it:")
                .hasMessageEndingWith(text + ".");
        TestRun down = db.down();
        assertThat(down.run()).isEqualTo(MigrationResult.nothingToDo(new SchemaVersion(null), 0));
        assertThat(down.findings(Kind.LOST_COMMENT))
                .hasSize(1)
                .first()
                .asString()
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource({"My-Auth, true", "a_prefix_of_twenty_12, true", "a_prefix_of_twenty_1, false", "_1, false", "1a, true"})
    void prefixThatPhoenixKitDoesNotAcceptIsNamed(String prefix, boolean named) {
        db.createPhoenixKit(prefix, "113");
        for (int i = 0; i < 2; i++) {
            TestRun up = db.up().prefix(prefix);
            up.run();
            assertThat(up.findings(Kind.PREFIX)).hasSize(named ? 1 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            134 | from 134 to 114, with PhoenixKit's own migrator.
            135 | from 135 to 114 with PhoenixKit 1.7.236, then v114-down. PhoenixKit 2.x cannot roll back below version 135; 1.7.236, the last 1.7, can.
            140 | from 140 to 135 with PhoenixKit 2.x, from 135 to 114 with PhoenixKit 1.7.236, then v114-down. PhoenixKit 2.x cannot roll back below version 135; 1.7.236, the last 1.7, can.
            """)
    void wayBackFromHigherVersionsIsNamed(String version, String way) {
        db.setVersion(version);

        assertThat(db.down().fails(RefusedException.class))
                .hasMessageEndingWith("Later migrations must be rolled back first, down to 114: " + way);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "integration:google:a"})
    void whatIsNotThereIsNotTold(String key) {
        if (!key.isEmpty()) {
            db.insert(key, "{}");
        }
        for (RunMode mode : RunMode.values()) {
            for (Direction direction : Direction.values()) {
                db.setVersion(String.valueOf(direction.fromVersion()));
                TestRun run = db.run(direction).mode(mode);
                run.run();
                assertThat(Kind.values())
                        .allSatisfy(kind -> assertThat(run.findings(kind)).isEmpty());
            }
        }
    }
}
