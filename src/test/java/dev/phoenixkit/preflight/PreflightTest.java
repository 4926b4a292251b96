package dev.phoenixkit.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.DatabaseUrl;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.Migrator;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Refusal;
import dev.phoenixkit.testing.Tenants;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in the way is said before anything is locked, and the database stays as it is. */
@Tag("database")
class PreflightTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @BeforeEach
    void insert() {
        db.insert("integration:google:work", "{\"provider\": \"google\"}", null);
    }

    @Test
    void aRoleThatOnlyReadsIsToldAllThatItLacks() {
        Database role = db.createRole("");
        db.execute("GRANT SELECT ON phoenix_kit, phoenix_kit_settings TO " + role.user());
        refused(
                role.up(),
                "The database " + db.name() + ", schema public, cannot be migrated as " + role.user()
                        + ". Nothing was changed. In the way:\n",
                "- the role may not update phoenix_kit_settings; GRANT UPDATE on it, or connect as its owner, "
                        + db.user(),
                "- the role does not own phoenix_kit, and only its owner, " + db.user()
                        + ", can set the comment that holds the version; connect as " + db.user()
                        + " or a member of it");
    }

    @Test
    void aRoleThatMayUpdateButDoesNotOwnTheVersionTableIsRefused() {
        Database role = db.createRole("");
        db.execute("GRANT SELECT, UPDATE ON phoenix_kit, phoenix_kit_settings TO " + role.user());
        assertThat(refused(role.up(), "the role does not own phoenix_kit")).doesNotContain("may not update");
    }

    @Test
    void aRoleWithoutAnyRightsIsToldSo() {
        Database role = db.createRole("");
        db.execute("REVOKE ALL ON SCHEMA public FROM public");
        refused(
                role.up(),
                "- the role may not use the schema; GRANT USAGE ON SCHEMA to it",
                "- the role may not read phoenix_kit_settings; GRANT SELECT on it, or connect as its owner, "
                        + db.user(),
                "- the role may not update phoenix_kit_settings");
    }

    /** In the place of {@code %s} is the role, which owns the tables or is a member of their owner. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            owner  | REVOKE UPDATE ON phoenix_kit FROM %s | the role owns phoenix_kit but may not update it, which locking needs; GRANT UPDATE on it
            owner  | ALTER ROLE %s SET default_transaction_read_only = on | default_transaction_read_only is on for this role, database or server: somebody wants no writing here; ask, then switch it off for this role
            owner  | CREATE TABLE more_settings () INHERITS (phoenix_kit_settings) | phoenix_kit_settings has child tables (pg_inherits), whose rows a migration cannot vouch for; detach them first
            member | ALTER TABLE phoenix_kit_settings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY | row-level security applies to the role on phoenix_kit_settings, so rows may be hidden from it; connect as a role that it does not apply to (the owner
            """)
    void whatIsInTheWayIsNamedWithItsRemedy(String who, String statement, String message) {
        Database owner = db.createOwner();
        Database role = who.equals("owner") ? owner : db.createRole("IN ROLE " + owner.user());
        db.execute(statement.formatted(role.user()));
        refused(role.up(), message);
    }

    @Test
    void aMemberOfTheOwnerAndTheOwnerItselfMayMigrate() {
        Database owner = db.createOwner();
        Database member = db.createRole("IN ROLE " + owner.user());
        assertThat(member.up().run().migrated()).isEqualTo(1);
        assertThat(owner.down().run().migrated()).isEqualTo(1);
    }

    @Test
    void aMemberThatMayOnlySetRoleIsToldHow() throws SQLException {
        Database owner = db.createOwner();
        String quoted = "\"own er\\\"";
        db.execute("ALTER ROLE " + owner.user() + " RENAME TO " + quoted);
        try {
            Database member = db.createRole("NOINHERIT IN ROLE " + quoted);
            db.execute("GRANT SELECT ON phoenix_kit, phoenix_kit_settings TO " + member.user());
            String how = "act as its owner, own er\\, whose rights this role has only after SET ROLE: add"
                    + " options=-c+role%3Down%5C+er%5C%5C to the url";
            refused(
                    member.up(),
                    "- the role may not update phoenix_kit_settings; GRANT UPDATE on it, or " + how,
                    "- the role does not own phoenix_kit, and only its owner, own er\\, can set the comment that holds the"
                            + " version; " + how);

            ConnectionSettings settings = DatabaseUrl.parse(db.url() + "?" + how.replaceAll(".*add | to the.*", ""))
                    .settings(
                            member.user(),
                            Optional.of(new Secret(member.password())),
                            "the test",
                            Duration.ofSeconds(60));
            try (Connection connection = Connector.open(settings)) {
                assertThat(Migrator.run(
                                        connection,
                                        Preflight.read(connection, List.of("public"))
                                                .get("public"),
                                        member.up().request(),
                                        Duration.ZERO,
                                        new MigrationListener() {})
                                .migrated())
                        .isEqualTo(1);
            }
        } finally {
            db.execute("ALTER ROLE " + quoted + " RENAME TO " + owner.user());
        }
    }

    @Test
    void rowLevelSecurityThatDoesNotApplyToTheOwnerIsNotInTheWay() {
        Database owner = db.createOwner();
        db.execute("ALTER TABLE phoenix_kit_settings ENABLE ROW LEVEL SECURITY");
        assertThat(owner.up().run().migrated()).isEqualTo(1);
    }

    @Test
    void aWrongPrefixNamesTheSchemasThatHoldPhoenixKit() {
        db.createPhoenixKit("My-Auth", "120");
        db.createPhoenixKit("b", null);
        refused(
                db.up().prefix("auth"),
                "no table phoenix_kit in the schema auth: PhoenixKit is not installed there; schemas of this database"
                        + " that hold it: My-Auth at version 120, b at version 1 (the table has no comment), public at version 113:"
                        + " set the parameter prefix");
    }

    @Test
    void twentySchemasAreAllNamed() {
        Tenants.create(db, 19, 0);
        assertThat(db.up().prefix("auth").fails(RefusedException.class))
                .hasMessageContaining("tenant_00019 at version 113: set the parameter prefix");
    }

    @Test
    void aDatabaseWithoutPhoenixKitSaysSo() {
        db.execute("DROP TABLE phoenix_kit");
        refused(
                db.up(),
                "no table phoenix_kit in the schema public: PhoenixKit is not installed there; no schema of this"
                        + " database holds it: check the database in the url");
    }

    @Test
    void aMissingSettingsTableIsNamed() {
        db.execute("ALTER TABLE phoenix_kit_settings RENAME TO settings_elsewhere");
        assertThat(db.up().fails(RefusedException.class))
                .hasMessageContaining(
                        "the table phoenix_kit_settings is missing beside phoenix_kit; restore it, or check the prefix");
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void everythingThatIsInTheWayComesInOneMessage() {
        Database role = db.createRole("");
        db.execute(
                "GRANT SELECT ON phoenix_kit, phoenix_kit_settings TO " + role.user(),
                "ALTER ROLE " + role.user() + " SET default_transaction_read_only = on",
                "ALTER TABLE phoenix_kit_settings ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE phoenix_kit_settings DROP COLUMN date_added",
                "CREATE TABLE more_settings () INHERITS (phoenix_kit_settings)",
                "ALTER TABLE phoenix_kit_settings DROP CONSTRAINT phoenix_kit_settings_pkey",
                "DROP INDEX phoenix_kit_settings_uuid_idx");
        String message = refused(
                role.up(),
                "default_transaction_read_only",
                "row-level security",
                "column date_added",
                "column uuid",
                "child tables",
                "may not update phoenix_kit_settings",
                "does not own phoenix_kit");
        assertThat(message.lines()).hasSize(8);
    }

    private String refused(TestRun run, String... parts) {
        String message = Refusal.of(db, run);
        assertThat(message).contains(parts);
        return message;
    }
}
