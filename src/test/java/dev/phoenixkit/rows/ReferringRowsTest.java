package dev.phoenixkit.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OneRowOfEachWay;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Refusal;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import dev.phoenixkit.v114.Decision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a change of keys would set off in other tables is refused, or said before and after. */
@Tag("database")
class ReferringRowsTest {
    private static final String KEY = "integration:google:work";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private final List<String> following = new ArrayList<>();
    private int decided;

    @BeforeEach
    void insert() {
        OneRowOfEachWay.insert(db);
    }

    @ParameterizedTest
    @CsvSource({
        "SET NULL, which would erase the reference",
        "SET DEFAULT, which would erase the reference",
        "NO ACTION, which does not let them",
        "RESTRICT, which does not let them",
        "NO ACTION DEFERRABLE INITIALLY DEFERRED, which does not let them"
    })
    void aRowThatWouldLoseItsReferenceOrStandInTheWayIsABlocker(String action, String consequence) {
        String column =
                "k varchar(255) DEFAULT 'nobody' CONSTRAINT \"Of\" REFERENCES phoenix_kit_settings (key) ON UPDATE "
                        + action;
        String blocker = "- rows refer to keys that change, by the foreign key \"Of\" of public.uses (ON UPDATE "
                + action.replaceFirst(" DEFERRABLE.*", "") + "), " + consequence
                + "; have them refer to uuid, which stays, or make it ON UPDATE CASCADE";
        uses(column);
        refer("integration:smtp");
        assertThat(Refusal.of(db, up()))
                .startsWith("The database " + db.name() + ", schema public, cannot be migrated as " + db.user()
                        + ". Nothing was changed. In the way:\n")
                .contains(blocker);
        assertThat(Refusal.of(db, up().dry())).contains(blocker);
        assertThat(db.query("SELECT k FROM uses")).containsExactly("integration:smtp");

        db.execute("DROP TABLE uses");
        up().run();
        uses(column);
        db.execute("INSERT INTO uses SELECT key FROM phoenix_kit_settings WHERE key = uuid::text");
        assertThat(Refusal.of(db, db.down())).contains(blocker);
        assertThat(Refusal.of(db, db.down().dry())).contains(blocker);
    }

    /** The server names the table in another way where it is partitioned; rows that inherit are not of the foreign key. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE SCHEMA \"Other\"; CREATE TABLE \"Other\".\"Uses %s\" (k text REFERENCES phoenix_kit_settings (key)"
                        + " ON UPDATE SET NULL); INSERT INTO \"Other\".\"Uses %s\" VALUES ('integration:smtp')",
                "CREATE TABLE uses (k varchar(255) REFERENCES phoenix_kit_settings (key) ON UPDATE SET NULL)"
                        + " PARTITION BY LIST (k); CREATE TABLE part PARTITION OF uses DEFAULT;"
                        + " INSERT INTO part VALUES ('integration:smtp')",
                "CREATE TABLE uses (k varchar(255)) PARTITION BY LIST (k);"
                        + " CREATE TABLE part PARTITION OF uses DEFAULT;"
                        + " ALTER TABLE part ADD FOREIGN KEY (k) REFERENCES phoenix_kit_settings (key) ON UPDATE SET NULL;"
                        + " INSERT INTO uses VALUES ('integration:smtp')",
                "ALTER TABLE phoenix_kit_settings ADD COLUMN parent varchar(255)"
                        + " REFERENCES phoenix_kit_settings (key) ON UPDATE SET NULL;"
                        + " UPDATE phoenix_kit_settings SET parent = 'integration:smtp' WHERE key = 'integration:odd:one'",
                "CREATE UNIQUE INDEX ON phoenix_kit_settings (module, key);"
                        + " CREATE TABLE uses (m text, k text, FOREIGN KEY (m, k) REFERENCES phoenix_kit_settings (module, key)"
                        + " ON UPDATE SET NULL); INSERT INTO uses VALUES ('integrations', 'integration:google:work')",
                "ALTER TABLE phoenix_kit_settings ADD short text GENERATED ALWAYS AS (left(key, 30)) STORED UNIQUE;"
                        + " CREATE TABLE uses (k text REFERENCES phoenix_kit_settings (short) ON UPDATE SET NULL);"
                        + " INSERT INTO uses VALUES ('integration:smtp')",
                "CREATE TABLE middle (k text PRIMARY KEY REFERENCES phoenix_kit_settings (key) ON UPDATE CASCADE);"
                        + " CREATE TABLE uses (k text REFERENCES middle (k) ON UPDATE SET NULL);"
                        + " INSERT INTO middle VALUES ('integration:smtp');"
                        + " INSERT INTO uses VALUES ('integration:smtp')"
            })
    void whereverTheRowIsItIsSeen(String sql) {
        db.execute(sql);
        assertThat(Refusal.of(db, up())).contains("(ON UPDATE SET NULL), which would erase the reference");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SET NULL", "SET DEFAULT", "NO ACTION", "RESTRICT", "CASCADE"})
    void aRowThatRefersToAnotherKeyIsNotInTheWay(String action) {
        uses("k text REFERENCES phoenix_kit_settings (key) ON UPDATE " + action);
        db.execute("CREATE TABLE child () INHERITS (uses); INSERT INTO child VALUES ('integration:smtp')");
        refer("project_title");

        assertThat(up().run().migrated()).isEqualTo(2);
        assertThat(db.down().skippingProblems().run().migrated()).isEqualTo(2);
        assertThat(db.query("SELECT k FROM ONLY uses")).containsExactly("project_title");
        assertThat(following).isEmpty();
    }

    @Test
    void aForeignKeyThatIsNotEnforcedIsNoConcern() {
        assumeThat(Integer.parseInt(db.query("SHOW server_version_num").get(0)))
                .as("NOT ENFORCED came with PostgreSQL 18")
                .isGreaterThanOrEqualTo(180_000);
        uses("k text REFERENCES phoenix_kit_settings (key) ON UPDATE SET NULL NOT ENFORCED");
        refer("integration:smtp");
        assertThat(up().run().migrated()).isEqualTo(2);
        assertThat(db.query("SELECT k FROM uses")).containsExactly("integration:smtp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REVOKE ALL ON hidden.uses FROM %s",
                "REVOKE ALL ON SCHEMA hidden FROM %s",
                "ALTER TABLE hidden.uses ENABLE ROW LEVEL SECURITY"
            })
    void whereTheRoleCannotSeeWhetherARowRefersItIsABlocker(String hiding) {
        Database owner = db.createOwner();
        db.execute(
                "CREATE SCHEMA hidden",
                "CREATE TABLE hidden.uses (k text CONSTRAINT of REFERENCES phoenix_kit_settings (key) ON UPDATE SET NULL)",
                "GRANT USAGE ON SCHEMA hidden TO " + owner.user(),
                "GRANT SELECT (k) ON hidden.uses TO " + owner.user());
        assertThat(owner.up().dry().skippingProblems().run().migrated()).isEqualTo(2);
        db.execute("REVOKE ALL (k) ON hidden.uses FROM " + owner.user());
        db.execute("GRANT SELECT ON hidden.uses TO " + owner.user());
        db.execute(hiding.formatted(owner.user()));
        String blocker = "- the role may not see whether rows refer to keys that change, by the foreign key of of"
                + " hidden.uses (ON UPDATE SET NULL), which would erase the reference; GRANT SELECT on that table and USAGE"
                + " on its schema, and let no row-level security hide rows, or have it refer to uuid, which stays";

        assertThat(Refusal.of(db, owner.up().skippingProblems())).contains(blocker);
        assertThat(Refusal.of(db, owner.up().skippingProblems().dry())).contains(blocker);
    }

    @Test
    void aRowThatIsNewOnceTheLocksAreHeldIsSeen() {
        uses("k text REFERENCES phoenix_kit_settings (key) ON UPDATE SET NULL");
        OpenTransaction other = db.begin("INSERT INTO uses VALUES ('integration:smtp')");
        TestRun run = up().start();
        run.awaitWaiting();
        other.commit();

        assertThat(run.fails(RefusedException.class)).hasMessageContaining("which would erase the reference");
        assertThat(db.query("SELECT k FROM uses")).containsExactly("integration:smtp");
        assertThat(db.version()).isEqualTo("113");
    }

    @Test
    void rowsThatFollowAreNamedAndFollow() {
        uses("k text CONSTRAINT of REFERENCES phoenix_kit_settings (key) ON UPDATE CASCADE");
        refer("integration:smtp");
        String uuid = db.snapshot().byKey("integration:smtp").orElseThrow().get("uuid");

        assertThat(up().dry().run().migrated()).isEqualTo(2);
        assertThat(following).containsExactly("the foreign key of of public.uses (ON UPDATE CASCADE)");
        up().run();
        assertThat(following).hasSize(2);
        assertThat(db.query("SELECT k FROM uses")).containsExactly(uuid);
        db.down().skippingProblems().run();
        assertThat(db.query("SELECT k FROM uses")).containsExactly("integration:smtp:default");
    }

    /** Counting does not show these: each changes a row that the run writes too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " UPDATE phoenix_kit_settings SET value = 'x' WHERE key = NEW.k; RETURN NULL; END $$;"
                        + " CREATE TRIGGER back AFTER UPDATE ON uses FOR EACH ROW EXECUTE FUNCTION back()",
                "ALTER TABLE uses ADD UNIQUE (k); ALTER TABLE phoenix_kit_settings ADD COLUMN parent text"
                        + " REFERENCES uses (k) ON UPDATE CASCADE;"
                        + " UPDATE phoenix_kit_settings SET parent = '" + KEY + "' WHERE key = '" + KEY + "'"
            })
    void whatComesBackToTheTableByWayOfAnotherIsCaught(String sql) {
        uses("k text CONSTRAINT of REFERENCES phoenix_kit_settings (key) ON UPDATE CASCADE");
        refer(KEY);
        db.execute(sql);
        assertThat(Refusal.of(db, up()))
                .contains("contents of the table: expected those that were planned, found others")
                .contains("These can interfere, look there first")
                .contains("the foreign key of of public.uses");
    }

    @Test
    void onlyAForeignKeyToWhatChangesMakesAllRowsTravel() {
        // Of fewer all travel anyway.
        db.execute("INSERT INTO phoenix_kit_settings (key, value_json, module) SELECT 'integration:filler:' || n,"
                + " jsonb_build_object('provider', 'filler', 'name', n::text), 'integrations'"
                + " FROM generate_series(1, 501) AS n");
        uses("u uuid REFERENCES phoenix_kit_settings (uuid) ON UPDATE SET NULL");
        db.execute("INSERT INTO uses SELECT uuid FROM phoenix_kit_settings");
        assertThat(decidedByAnUp()).isEqualTo(2);
        db.down().skippingProblems().run();
        db.execute("CREATE TABLE more (k text REFERENCES phoenix_kit_settings (key) ON UPDATE CASCADE)");
        assertThat(decidedByAnUp()).isEqualTo(3 + 501);
    }

    private int decidedByAnUp() {
        decided = 0;
        db.up()
                .skippingProblems()
                .after(new MigrationListener() {
                    @Override
                    public void decided(Decision decision) {
                        decided++;
                    }
                })
                .run();
        return decided;
    }

    private void uses(String column) {
        db.execute("CREATE TABLE uses (" + column + ")");
    }

    private void refer(String key) {
        db.execute("INSERT INTO uses VALUES ('" + key + "')");
    }

    private TestRun up() {
        return db.up().skippingProblems().after(new MigrationListener() {
            @Override
            public void following(List<String> foreignKeys) {
                following.addAll(foreignKeys);
            }
        });
    }
}
