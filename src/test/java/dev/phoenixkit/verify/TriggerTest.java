package dev.phoenixkit.verify;

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

/** What changes the table behind the migration's back is noticed before the commit, and named. */
@Tag("database")
class TriggerTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void insert() {
        OneRowOfEachWay.insert(db);
    }

    @Test
    void oneThatDoesNothingIsNotInTheWay() {
        trigger("BEFORE", "RETURN NEW");
        assertThat(up().run().migrated()).isEqualTo(2);
        assertThat(down().run().migrated()).isEqualTo(2);
    }

    @Test
    void oneThatSilentlySkipsAnUpdateIsCaught() {
        trigger("BEFORE", "IF OLD.key = 'integration:google:work' THEN RETURN NULL; END IF; RETURN NEW");
        caught("rows that were written one by one: expected 2, found 1");
    }

    @Test
    void oneThatSilentlySkipsAnUpdateOfABodyIsCaught() {
        trigger("BEFORE", "IF OLD.key = 'integration:smtp' THEN RETURN NULL; END IF; RETURN NEW");
        caught("rows that were written one by one: expected 2, found 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NEW.value = 'x'",
                "NEW.value = ''",
                "NEW.date_updated = now()",
                "NEW.date_added = NEW.date_added + interval '1 microsecond'",
                "NEW.value_json = NEW.value_json || '{\"n\": 2}'",
                "NEW.value_json = NEW.value_json || '{\"n\": 1.00}'",
                "NEW.value_json = NEW.value_json || '{\"more\": null}'",
                "NEW.value_json = NEW.value_json - 'token'",
                "NEW.value_json = jsonb_set(NEW.value_json, '{provider}', '\"other\"')",
                "NEW.value_json = jsonb_set(NEW.value_json, '{name}', '\"Work\"')",
                "NEW.value_json = NEW.value_json - 'name'",
                "NEW.value_json = NULL",
                "NEW.module = NULL",
                "NEW.module = 'Integrations'",
                "NEW.key = upper(NEW.key)",
                "NEW.uuid = gen_random_uuid()",
                "NEW.uuid = gen_random_uuid(); NEW.key = NEW.uuid::text"
            })
    void oneThatChangesARowAsItIsWrittenIsCaught(String change) {
        trigger("BEFORE", change + "; RETURN NEW");
        caught("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE phoenix_kit_settings SET value = 'x' WHERE module = 'system'",
                "UPDATE phoenix_kit_settings SET value_json = value_json || '{\"n\": 1.00}' WHERE uuid = NEW.uuid",
                "UPDATE phoenix_kit_settings SET value_json = '{\"provider\": {\"a\": 2}}'"
                        + " WHERE key = 'integration:odd:one'",
                "DELETE FROM phoenix_kit_settings WHERE key = 'integration:odd:one'",
                "INSERT INTO phoenix_kit_settings (key) VALUES ('more')",
                "DELETE FROM phoenix_kit_settings WHERE key = 'integration:odd:one';"
                        + " INSERT INTO phoenix_kit_settings (key, value_json)"
                        + " VALUES ('integration:odd:one', '{\"provider\": {\"a\": 1}}')",
                // In a subtransaction: the row then bears another transaction's id than ours, and counts do not show
                // it.
                "BEGIN UPDATE phoenix_kit_settings SET value_json = '{\"provider\": {\"a\": 2}}'"
                        + " WHERE key = 'integration:odd:one'; EXCEPTION WHEN division_by_zero THEN NULL; END",
                "BEGIN UPDATE phoenix_kit_settings SET value_json = '{\"name\": {\"a\": 2}}'"
                        + " WHERE key = 'integration:odd:two'; EXCEPTION WHEN division_by_zero THEN NULL; END",
                "BEGIN UPDATE phoenix_kit_settings SET value = 'x' WHERE module = 'system';"
                        + " EXCEPTION WHEN division_by_zero THEN NULL; END",
                "BEGIN UPDATE phoenix_kit_settings SET value = 'x' WHERE uuid = NEW.uuid;"
                        + " EXCEPTION WHEN division_by_zero THEN NULL; END"
            })
    void oneThatChangesRowsAtTheCommitIsCaught(String change) {
        db.insert("integration:odd:two", "{\"name\": {\"a\": 1}}");
        function("IF pg_trigger_depth() = 1 AND (SELECT count(*) FROM phoenix_kit_settings WHERE key = 'more') = 0"
                + " THEN " + change + "; END IF; RETURN NULL");
        db.execute(
                "CREATE CONSTRAINT TRIGGER meddler AFTER UPDATE ON phoenix_kit_settings DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW WHEN (NEW.key <> OLD.key) EXECUTE FUNCTION meddle()");
        caught("");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "IF OLD.key = (SELECT min(key) FROM phoenix_kit_settings WHERE key = uuid::text) THEN RETURN NULL; END IF",
                "NEW.value = 'x'",
                "NEW.value_json = NEW.value_json || '{\"n\": 1.00}'",
                "NEW.value_json = NEW.value_json || '{\"name\": \"other\"}'",
                "NEW.key = NEW.key || '-x'",
                "NEW.module = NULL"
            })
    void downIsWatchedAsUpIs(String change) {
        up().run();
        db.execute("UPDATE phoenix_kit_settings SET value_json = value_json || '{\"name\": \"work\", \"n\": 1.0}'"
                + " WHERE key = uuid::text");
        trigger("BEFORE", change + "; RETURN NEW");
        assertThat(Refusal.of(db, down())).contains("trigger meddler");
        assertThat(db.version()).isEqualTo("114");
    }

    @Test
    void oneThatOnlyReplicasRunIsNotTakenForHarmless() {
        trigger("BEFORE", "NEW.value = 'x'; RETURN NEW");
        db.execute("ALTER TABLE phoenix_kit_settings ENABLE REPLICA TRIGGER meddler");
        db.execute("ALTER DATABASE " + db.name() + " SET session_replication_role = replica");
        caught("");
    }

    @Test
    void oneThatIsSwitchedOffIsNoConcern() {
        trigger("BEFORE", "NEW.value = 'x'; RETURN NEW");
        db.execute("ALTER TABLE phoenix_kit_settings DISABLE TRIGGER meddler");
        assertThat(up().run().migrated()).isEqualTo(2);
    }

    private void trigger(String when, String body) {
        function(body);
        db.execute("CREATE TRIGGER meddler " + when
                + " UPDATE ON phoenix_kit_settings FOR EACH ROW EXECUTE FUNCTION meddle()");
    }

    private void function(String body) {
        db.execute("CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body + "; END $$");
    }

    private TestRun up() {
        return db.up().skippingProblems();
    }

    private TestRun down() {
        return db.down().skippingProblems();
    }

    private void caught(String part) {
        assertThat(Refusal.of(db, up()))
                .startsWith("The table \"public\".phoenix_kit_settings did not come out as planned: ")
                .contains(part)
                .contains("All of it was rolled back, nothing was changed. These can interfere, look there first, or"
                        + " disable them for the run: ")
                .contains("trigger meddler.");
    }
}
