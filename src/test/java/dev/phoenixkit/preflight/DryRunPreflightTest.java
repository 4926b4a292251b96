package dev.phoenixkit.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Refusal;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dry run fails for what is in the way of everybody or of its role, and warns of what is in the way of its connection. */
@Tag("database")
class DryRunPreflightTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void insert() {
        db.insert("integration:google:work", "{}");
    }

    @Test
    void ownershipFailsItForARoleThatMayWrite() {
        Database role = db.createReader("public");
        db.execute("GRANT UPDATE ON phoenix_kit, phoenix_kit_settings TO " + role.user());

        assertThat(Refusal.of(db, role.up().dry()))
                .contains("- the role does not own phoenix_kit, and only its owner")
                .isEqualTo(Refusal.of(db, role.up()));
    }

    @Test
    void aMissingRightFailsItForARoleThatOwnsTheVersion() {
        Database role = db.createReader("public");
        db.execute("ALTER TABLE phoenix_kit OWNER TO " + role.user());

        assertThat(Refusal.of(db, role.up().dry()))
                .contains("- the role may not update phoenix_kit_settings")
                .isEqualTo(Refusal.of(db, role.up()));
    }

    @Test
    void aRoleThatMayOnlyReadIsToldWhatTheRealRunNeeds() {
        TestRun dry = db.createReader("public").up().dry();
        dry.run();

        assertThat(dry.findings(Kind.CONNECTION))
                .extracting(Finding::text)
                .satisfiesExactly(
                        update -> assertThat(update).startsWith("the role may not update phoenix_kit_settings"),
                        own -> assertThat(own).startsWith("the role does not own phoenix_kit"));
    }

    @Test
    void aReadOnlyDefaultIsToldAndFailsTheRealRun() {
        Database owner = db.createOwner();
        db.execute("ALTER ROLE " + owner.user() + " SET default_transaction_read_only = on");
        TestRun dry = owner.up().dry();
        dry.run();

        assertThat(dry.findings(Kind.CONNECTION))
                .extracting(Finding::text)
                .singleElement()
                .asString()
                .startsWith("default_transaction_read_only is on");
        owner.up().fails(RefusedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event trigger meddler | CREATE EVENT TRIGGER meddler ON ddl_command_end WHEN TAG IN ('COMMENT') EXECUTE FUNCTION"
                        + " event()",
                "trigger meddler | CREATE TRIGGER meddler BEFORE UPDATE ON phoenix_kit_settings EXECUTE FUNCTION change()",
                "constraint meddler | ALTER TABLE phoenix_kit_settings ADD CONSTRAINT meddler CHECK (key <> '')"
            })
    void whatItCannotSeeThroughIsNamed(String named) {
        String[] parts = named.split(" \\| ");
        db.execute(
                "CREATE FUNCTION event() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'",
                "CREATE FUNCTION change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                parts[1]);
        TestRun dry = db.up().dry();
        dry.run();
        TestRun real = db.up();
        real.run();

        assertThat(dry.findings(Kind.UNSEEN)).containsExactly(Finding.of(Kind.UNSEEN, parts[0]));
        assertThat(real.findings(Kind.UNSEEN)).isEmpty();
    }
}
