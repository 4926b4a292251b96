package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever holds the locks while a run waits may alter the tables that it has looked at before. */
@Tag("database")
class AlteredTableTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private Database owner;

    @BeforeEach
    void insert() {
        owner = db.createOwner();
        db.insert("integration:google:work", "{}", null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE phoenix_kit_settings RENAME TO old_settings;"
                        + " CREATE TABLE phoenix_kit_settings (LIKE old_settings INCLUDING ALL);"
                        + " INSERT INTO phoenix_kit_settings SELECT * FROM old_settings;"
                        + " GRANT ALL ON phoenix_kit_settings TO public",
                "ALTER TABLE phoenix_kit_settings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "CREATE TABLE more_settings () INHERITS (phoenix_kit_settings)",
                "ALTER TABLE phoenix_kit_settings ALTER COLUMN uuid DROP DEFAULT,"
                        + " ALTER COLUMN uuid TYPE varchar(255)",
                "ALTER TABLE phoenix_kit_settings DROP COLUMN date_added",
                "ALTER TABLE phoenix_kit_settings DROP CONSTRAINT phoenix_kit_settings_pkey;"
                        + " DROP INDEX phoenix_kit_settings_uuid_idx",
                "ALTER TABLE phoenix_kit OWNER TO CURRENT_USER"
            })
    void theRunIsRefusedAndNothingIsChanged(String alteration) {
        OpenTransaction other = lock();
        TestRun run = owner.up().start();
        run.awaitWaiting();
        other.execute(alteration);
        other.execute("GRANT ALL ON phoenix_kit TO public");
        other.commit();
        Snapshot altered = db.snapshot();
        assertThat(run.fails(RefusedException.class))
                .hasMessage(
                        "The tables of PhoenixKit were altered (columns, indexes, owner, rights or the like) while the"
                                + " run waited for its locks. Nothing was changed. Run again.");
        assertThat(db.snapshot()).isEqualTo(altered);
    }

    @Test
    void aTriggerThatIsNewByThenIsSeen() {
        OpenTransaction other = lock();
        TestRun run = owner.up().start();
        run.awaitWaiting();
        other.execute("""
                CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS
                    $$ BEGIN NEW.value = 'x'; RETURN NEW; END $$;
                CREATE TRIGGER meddler BEFORE UPDATE ON phoenix_kit_settings FOR EACH ROW EXECUTE FUNCTION meddle()""");
        other.commit();
        assertThat(run.fails(RefusedException.class)).hasMessageContaining("trigger meddler");
    }

    @Test
    void aVersionThatIsNewByThenCountsBeforeAnAlteredTableDoes() {
        OpenTransaction other = lock();
        TestRun run = owner.up().start();
        run.awaitWaiting();
        other.execute("ALTER TABLE phoenix_kit_settings DROP COLUMN date_added; COMMENT ON TABLE phoenix_kit IS '120'");
        other.commit();
        assertThat(run.join().isNothingToDo()).isTrue();
    }

    private OpenTransaction lock() {
        return db.begin("LOCK TABLE phoenix_kit_settings IN SHARE UPDATE EXCLUSIVE MODE");
    }
}
