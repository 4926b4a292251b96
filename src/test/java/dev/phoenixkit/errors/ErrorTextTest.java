package dev.phoenixkit.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Leaks;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server says of a row it could not write may quote the row, and the row holds credentials. */
@Tag("database")
class ErrorTextTest {
    private static final String TOKEN = "sentinel-token-5c1f";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void insert() {
        db.insert("integration:google:work", "{\"token\": \"" + TOKEN + "\"}", null);
        db.execute("UPDATE phoenix_kit_settings SET value = '" + TOKEN + "' WHERE key = 'integration:google:work'");
    }

    @Test
    void aCheckThatFailsIsNamedAndItsRowIsNotShown() {
        db.execute("ALTER TABLE phoenix_kit_settings ADD CONSTRAINT no_uuid_keys CHECK (key <> uuid::text)");
        assertThat(fails())
                .hasMessage("PostgreSQL refused to write a row: SQLSTATE 23514, constraint no_uuid_keys, table"
                        + " phoenix_kit_settings; its text may quote a row, so it stands only in the server's log. All"
                        + " of it was rolled back, nothing was changed. Look at the constraints and triggers of the"
                        + " table and at the server's log, and run again.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RAISE EXCEPTION 'no: %', NEW",
                "RAISE EXCEPTION 'no: %', NEW USING ERRCODE = 'insufficient_privilege'",
                "RAISE EXCEPTION 'no: %', NEW USING ERRCODE = 'object_in_use'",
                "RAISE EXCEPTION 'no: %', NEW USING ERRCODE = 'connection_failure'",
                "RAISE EXCEPTION 'no: %', NEW USING ERRCODE = 'admin_shutdown'",
                "RAISE EXCEPTION 'no: %', NEW USING ERRCODE = 'query_canceled'",
                "RAISE EXCEPTION 'no: %', NEW USING ERRCODE = 'disk_full'",
                "RAISE EXCEPTION 'no: %', NEW USING ERRCODE = 'P0XYZ'",
                "RAISE EXCEPTION 'no' USING DETAIL = NEW::text, HINT = NEW::text, CONSTRAINT = NEW.value,"
                        + " COLUMN = NEW.value, TABLE = NEW.value, SCHEMA = NEW.value, DATATYPE = NEW.value",
                "PERFORM NEW.value::int",
                "PERFORM NEW.value::uuid",
                "PERFORM NEW.value::regclass",
                "EXECUTE 'SELECT \"' || NEW.value || '\"'",
                "EXECUTE 'SELECT 1 FROM \"' || NEW.value || '\"'",
                "EXECUTE format('SET %I = 1', NEW.value)",
                "RAISE WARNING 'look: %', NEW; PERFORM 1/0"
            })
    void anErrorOfATriggerIsNotShown(String statement) {
        trigger(statement);
        assertThat(fails())
                .hasMessageMatching(
                        "PostgreSQL refused to write a row: SQLSTATE \\w{5}; its text may quote a row, so it"
                                + " stands only in the server's log\\. .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock_not_available", "deadlock_detected"})
    void aLockThatATriggerSaysItMissedIsToldWithoutItsWords(String condition) {
        trigger("RAISE EXCEPTION 'no: %', NEW USING ERRCODE = '" + condition + "'");
        LockTimeoutException failure = db.up().lockTimeout(Duration.ZERO).fails(LockTimeoutException.class);
        assertThat(failure).hasMessageContaining("It is taken by trigger failing.");
        Leaks.assertNone(failure, TOKEN);
    }

    private void trigger(String statement) {
        db.execute(
                "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + statement
                        + "; RETURN NEW; END $$",
                "CREATE TRIGGER failing BEFORE UPDATE ON phoenix_kit_settings FOR EACH ROW EXECUTE FUNCTION fail()");
    }

    @Test
    void anErrorAboutRightsIsShownInTheServersWords() {
        db.execute("CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$");
        Database owner = db.createOwner();
        db.execute("REVOKE USAGE ON SCHEMA public FROM public", "GRANT USAGE ON SCHEMA public TO " + owner.user());
        TestRun run = owner.up().underTheLock(() -> db.execute("REVOKE USAGE ON SCHEMA public FROM " + owner.user()));
        assertThat(run.fails(CannotRunException.class))
                .hasMessage("PostgreSQL refused a statement: ERROR: permission denied for schema public (SQLSTATE"
                        + " 42501). All of it was rolled back, nothing was changed.");
    }

    private RefusedException fails() {
        Snapshot before = db.snapshot();
        RefusedException failure = db.up().fails(RefusedException.class);
        assertThat(failure).hasMessageContaining("nothing was changed");
        Leaks.assertNone(failure, TOKEN);
        assertThat(db.snapshot()).isEqualTo(before);
        return failure;
    }
}
