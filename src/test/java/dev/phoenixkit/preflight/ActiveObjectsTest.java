package dev.phoenixkit.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.OneRowOfEachWay;
import dev.phoenixkit.testing.Refusal;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Besides triggers, rules, checks, foreign keys and event triggers can change the table behind the migration's back. */
@Tag("database")
class ActiveObjectsTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void insert() {
        OneRowOfEachWay.insert(db);
    }

    @Test
    void aRuleThatDoesSomethingElseInsteadIsCaught() {
        db.execute("CREATE RULE meddler AS ON UPDATE TO phoenix_kit_settings WHERE OLD.key = 'integration:google:work'"
                + " DO INSTEAD NOTHING");
        assertThat(Refusal.of(db, up())).contains("rule meddler");
    }

    @Test
    void aCheckThatChangesRowsIsCaught() {
        db.execute("""
                CREATE FUNCTION meddle(uuid) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN
                    UPDATE phoenix_kit_settings SET value = 'x' WHERE key = 'integration:odd:one' AND uuid <> $1;
                    RETURN true;
                END $$""", "ALTER TABLE phoenix_kit_settings ADD CONSTRAINT meddler CHECK (meddle(uuid)) NOT VALID");
        assertThat(Refusal.of(db, up())).contains("constraint meddler");
    }

    @Test
    void aCheckThatChangesARowOfThePlanIsCaught() {
        // The row was written by this transaction before: counts do not show it.
        db.execute("""
                CREATE FUNCTION meddle(uuid) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN
                    UPDATE phoenix_kit_settings SET value = 'x'
                     WHERE uuid <> $1 AND key = uuid::text AND module = 'integrations' AND value IS NULL;
                    RETURN true;
                END $$""", "ALTER TABLE phoenix_kit_settings ADD CONSTRAINT meddler CHECK (meddle(uuid)) NOT VALID");
        assertThat(Refusal.of(db, up())).contains("constraint meddler");
    }

    @Test
    void aForeignKeyToTheSameTableThatFollowsAnUpdateIsCaught() {
        db.execute(
                "ALTER TABLE phoenix_kit_settings ADD COLUMN parent varchar(255)"
                        + " CONSTRAINT meddler REFERENCES phoenix_kit_settings (key) ON UPDATE CASCADE",
                "UPDATE phoenix_kit_settings SET parent = 'integration:google:work' WHERE key = 'integration:smtp'");
        assertThat(Refusal.of(db, up())).contains("the foreign key meddler of public.phoenix_kit_settings");
    }

    @Test
    void aForeignKeyOfAnotherTableIsNoConcern() {
        db.execute(
                "CREATE TABLE uses (setting uuid REFERENCES phoenix_kit_settings (uuid) ON UPDATE CASCADE)",
                "INSERT INTO uses SELECT uuid FROM phoenix_kit_settings");
        assertThat(up().run().migrated()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddl_command_start", "ddl_command_end"})
    void anEventTriggerThatChangesRowsOnCommentIsCaught(String event) {
        eventTrigger(event, "UPDATE phoenix_kit_settings SET value = 'x' WHERE key = uuid::text");
        assertThat(Refusal.of(db, up())).contains("event trigger meddler").contains("event trigger meddler.");
    }

    @Test
    void anEventTriggerThatChangesTheCommentIsCaught() {
        // What it does sets it off again, hence the setting that tells the second time from the first.
        eventTrigger("ddl_command_end", """
                IF coalesce(current_setting('meddler.done', true), '') <> 'yes' THEN
                    PERFORM set_config('meddler.done', 'yes', true);
                    COMMENT ON TABLE phoenix_kit IS '120';
                END IF""");
        assertThat(Refusal.of(db, up()))
                .contains("version: expected 114, found 120")
                .contains("event trigger meddler.");
    }

    @Test
    void eventTriggersThatAreOffOrForOtherCommandsAreNotNamed() {
        eventTrigger("ddl_command_end", "NULL");
        db.execute(
                "ALTER EVENT TRIGGER meddler DISABLE",
                "CREATE EVENT TRIGGER other_command ON ddl_command_end WHEN TAG IN ('CREATE TABLE')"
                        + " EXECUTE FUNCTION meddle()",
                "CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.value = 'x'; RETURN NEW; END $$",
                "CREATE TRIGGER changer BEFORE UPDATE ON phoenix_kit_settings FOR EACH ROW EXECUTE FUNCTION change()");
        assertThat(Refusal.of(db, up())).endsWith("or disable them for the run: trigger changer.");
    }

    private TestRun up() {
        return db.up().skippingProblems();
    }

    private void eventTrigger(String event, String body) {
        db.execute(
                "CREATE FUNCTION meddle() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN " + body + "; END $$",
                "CREATE EVENT TRIGGER meddler ON " + event + " EXECUTE FUNCTION meddle()");
    }
}
