package dev.phoenixkit.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.v114.Direction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A publication is a blocker, for a dry run too, exactly where the server refuses to update the table because of it. */
@Tag("database")
class PublicationsTest {
    private static final String TABLE = "phoenix_kit_settings";
    private static final String NO_KEY =
            "ALTER TABLE phoenix_kit_settings DROP CONSTRAINT phoenix_kit_settings_pkey, ALTER uuid SET NOT NULL";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            14 | FOR ALL TABLES |                                | -
            14 | FOR ALL TABLES | no key                         | no replica identity
            14 | FOR TABLE %s   | REPLICA IDENTITY NOTHING       | no replica identity
            14 | FOR TABLE %s   | no key; REPLICA IDENTITY FULL  | -
            14 | FOR TABLE %s   | no key; REPLICA IDENTITY USING INDEX phoenix_kit_settings_key_uidx | -
            14 | FOR TABLE %s WITH (publish = 'insert') | REPLICA IDENTITY NOTHING | -
            14 | FOR ALL TABLES | REPLICA IDENTITY NOTHING; SET UNLOGGED | -
            14 | FOR TABLE phoenix_kit | REPLICA IDENTITY NOTHING | -
            14 | FOR ALL TABLES | DROP CONSTRAINT phoenix_kit_settings_pkey; ADD PRIMARY KEY (uuid) DEFERRABLE | deferrable
            15 | FOR TABLES IN SCHEMA public | | -
            15 | FOR TABLES IN SCHEMA public | REPLICA IDENTITY NOTHING | no replica identity
            15 | FOR TABLE %s WHERE (module = 'ai') | | its WHERE asks for columns
            15 | FOR TABLE %s WHERE (module = 'ai') | REPLICA IDENTITY FULL | -
            15 | FOR TABLE %s WHERE (uuid IS NOT NULL) | | -
            15 | FOR TABLE %s (key) | | its column list does not cover
            15 | FOR TABLE %s (key, uuid) | | -
            15 | FOR TABLE %s (key, uuid) WHERE (key <> '') | | its WHERE asks for columns
            15 | FOR TABLE %s (key, uuid) | REPLICA IDENTITY FULL | its column list does not cover
            18 | FOR TABLE %s | ADD g text GENERATED ALWAYS AS (key) STORED; REPLICA IDENTITY FULL | generated columns
            18 | FOR TABLE %s WITH (publish_generated_columns = stored) | ADD g text GENERATED ALWAYS AS (key) STORED; REPLICA IDENTITY FULL | -
            18 | FOR TABLE %s | ADD g text GENERATED ALWAYS AS (key) STORED | -
            """)
    void blocksWhereTheServerRefusesEveryUpdate(int since, String publication, String alterations, String reason) {
        Assumptions.assumeTrue(
                Integer.parseInt(db.query("SHOW server_version_num").get(0)) >= since * 10_000, "a later server");
        db.insert("integration:google:a", "{}");
        if (alterations != null) {
            for (String alteration : alterations.split("; ")) {
                db.execute(alteration.equals("no key") ? NO_KEY : "ALTER TABLE " + TABLE + " " + alteration);
            }
        }
        db.execute("CREATE PUBLICATION \"The pub\" " + publication.formatted(TABLE));
        boolean refused = catchThrowable(() -> db.execute("UPDATE " + TABLE + " SET value = value")) != null;

        assertThat(refused).isEqualTo(!reason.equals("-"));
        for (Direction direction : Direction.values()) {
            db.setVersion(String.valueOf(direction.fromVersion()));
            if (refused) {
                String message =
                        db.run(direction).dry().fails(RefusedException.class).getMessage();
                assertThat(message)
                        .contains("- the publication \"The pub\" publishes updates of phoenix_kit_settings, and ")
                        .contains(reason.equals("deferrable") ? "no replica identity" : reason);
                assertThat(db.run(direction).fails(RefusedException.class)).hasMessage(message);
            } else {
                db.run(direction).dry().run();
                db.run(direction).run();
            }
        }
    }
}
