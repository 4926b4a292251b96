package dev.phoenixkit.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.phoenixkit.testing.Refusal;
import dev.phoenixkit.testing.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table whose columns are not as V114 needs them is refused. */
@Tag("database")
class DamagedTableTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @ParameterizedTest
    @CsvSource({"uuid", "key", "value", "value_json", "module", "date_added", "date_updated"})
    void aMissingColumnIsNamed(String column) {
        db.execute("ALTER TABLE phoenix_kit_settings DROP COLUMN " + column);
        refused("the column " + column + " of phoenix_kit_settings is missing; this is no PhoenixKit table of version"
                + " 113 or 114: check the prefix");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ALTER value_json TYPE json | the column value_json of phoenix_kit_settings is of type json, and jsonb is needed; have it converted first
            ALTER uuid DROP DEFAULT, ALTER uuid TYPE varchar(255) | the column uuid of phoenix_kit_settings is of type varchar, and uuid is needed: a known damage of older PhoenixKit upgrades, with which no row can be addressed safely; repair the column (type uuid, NOT NULL, unique index) first
            DROP CONSTRAINT phoenix_kit_settings_pkey, ALTER uuid DROP NOT NULL | the column uuid of phoenix_kit_settings can be null: a known damage
            """)
    void aColumnThatIsNotAsItMustBeIsNamed(String alteration, String message) {
        db.execute("ALTER TABLE phoenix_kit_settings " + alteration);
        refused(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "CREATE UNIQUE INDEX ON phoenix_kit_settings (uuid) WHERE module IS NULL",
                "CREATE UNIQUE INDEX ON phoenix_kit_settings (uuid, key)",
                // As CREATE UNIQUE INDEX CONCURRENTLY leaves it where it fails.
                "CREATE UNIQUE INDEX failed ON phoenix_kit_settings (uuid);"
                        + " UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'failed'::regclass"
            })
    void aUuidColumnWithoutUniqueIndexIsAKnownDamage(String otherIndex) {
        db.execute(
                "ALTER TABLE phoenix_kit_settings DROP CONSTRAINT phoenix_kit_settings_pkey, ALTER uuid SET NOT NULL",
                "DROP INDEX phoenix_kit_settings_uuid_idx",
                otherIndex);
        refused("the column uuid of phoenix_kit_settings has no unique index: a known damage");
    }

    @Test
    void aUuidColumnThatIsNotNullForNewRowsOnlyIsRefused() {
        assumeThat(Integer.parseInt(db.query("SHOW server_version_num").get(0)))
                .as("NOT NULL … NOT VALID came with PostgreSQL 18")
                .isGreaterThanOrEqualTo(180_000);
        db.execute(
                "ALTER TABLE phoenix_kit_settings DROP CONSTRAINT phoenix_kit_settings_pkey, ALTER uuid DROP NOT NULL,"
                        + " ALTER uuid DROP DEFAULT",
                "INSERT INTO phoenix_kit_settings (key, uuid) VALUES ('integration:google:work', NULL)",
                "ALTER TABLE phoenix_kit_settings ADD CONSTRAINT has_uuid NOT NULL uuid NOT VALID");
        refused(
                "the column uuid of phoenix_kit_settings is NOT NULL for new rows only (NOT VALID), so that older rows may"
                        + " have none; have the constraint validated (ALTER TABLE … VALIDATE CONSTRAINT) first");
        db.execute(
                "UPDATE phoenix_kit_settings SET uuid = gen_random_uuid() WHERE uuid IS NULL",
                "ALTER TABLE phoenix_kit_settings VALIDATE CONSTRAINT has_uuid");
        assertThat(db.up().run().migrated()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "module"})
    void aColumnByWhoseCollationDifferentTextsAreEqualIsRefused(String column) {
        db.execute(
                "CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "DROP INDEX phoenix_kit_settings_key_prefix_idx",
                "ALTER TABLE phoenix_kit_settings ALTER COLUMN " + column + " TYPE varchar(255) COLLATE any_case");
        db.insert("Integration:google:work", "{}", "Integrations");
        refused("the column " + column
                + " of phoenix_kit_settings has a nondeterministic collation, by which different texts"
                + " count as equal, so that rows cannot be told apart safely; give it another (ALTER COLUMN " + column
                + " TYPE varchar COLLATE \"default\") first");
    }

    private void refused(String part) {
        assertThat(Refusal.of(db, db.up())).contains(part);
    }
}
