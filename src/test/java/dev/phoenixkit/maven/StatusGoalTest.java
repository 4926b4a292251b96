package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestDatabase;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What v114-status tells, always to a role that has nothing but SELECT. */
@Tag("database")
class StatusGoalTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private final RecordedLog log = new RecordedLog();
    private String server;
    private Database reader;

    @BeforeEach
    void askForVersion() {
        server = "PostgreSQL " + db.query("SHOW server_version").get(0);
    }

    @Test
    void databaseAt113ShowsWhatUpWouldMeet() {
        db.insert("integration:google:a", "{}");
        db.insert("integration:google", "{}");
        db.insert("integration:smtp", "{}");
        String problem = db.insert("integration:google:broken", "[]");
        String early = db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");

        run();

        assertThat(log.lines())
                .startsWith(
                        "[INFO] v114-status of " + db.host() + ":" + db.port() + "/" + db.name() + " as "
                                + reader.user(),
                        "[INFO] " + server
                                + ", schema public: version 113, 72 settings: 4 keyed provider:name (2 without a"
                                + " name), 1 keyed by uuid, 67 ordinary. Not fitting the version: 1. Problem rows: 1 for up,"
                                + " 0 for down. Down would rename 1.",
                        "[WARNING] Rows that do not fit version 113:",
                        "[WARNING]   uuid " + early + ", key \"" + early
                                + "\": keyed by its uuid as version 114 does: a"
                                + " migration that was no transaction died in between. v114-up leaves such rows as they"
                                + " are",
                        "[WARNING] Rows in the way of v114-up:",
                        "[WARNING]   uuid " + problem + ", key \"integration:google:broken\": its value_json is of type"
                                + " array, not an object. To do: put an object into value_json, or delete the row if"
                                + " nothing uses it",
                        "[INFO] Connections that v114-down would rename:",
                        "[INFO]   uuid " + early + ", key \"" + early + "\" would be \"integration:google:a-"
                                + early.substring(24, 32) + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"114", "120"})
    void databaseAt114OrAboveShowsWhatDoesNotFitAndWhatDownWouldMeet(String version) {
        db.setVersion(version);
        db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        String second = db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");
        String overwritten = db.insertConnection("{\"token\": 1}");
        String straggler = db.insert("integration:google:late", "{}");

        run();

        assertThat(log.lines())
                .contains("[INFO] " + server + ", schema public: version " + version + ", 71 settings: 1 keyed"
                        + " provider:name (0 without a name), 3 keyed by uuid, 67 ordinary. Not fitting the version: 2."
                        + " Problem rows: 0 for up, 1 for down. Down would rename 1.")
                .contains("[WARNING] Rows that do not fit version " + version + ":")
                .contains("[INFO]   uuid " + second + ", key \"" + second + "\" would be \"integration:google:a-"
                        + second.substring(24, 32) + "\"");
        assertThat(log.text())
                .contains("uuid " + straggler + ", key \"integration:google:late\": keyed as version 113 does")
                .contains("uuid " + overwritten + ", key \"" + overwritten + "\": without provider or name")
                .contains("[WARNING] Rows in the way of v114-down:\n[WARNING]   uuid " + overwritten);
    }

    @ParameterizedTest
    @ValueSource(strings = {"113", "114"})
    void twinsOfAV113ApplicationAreNamedWithTheNewer(String version) {
        String stale = db.insert("integration:microsoft", "{}");
        db.execute("UPDATE phoenix_kit_settings SET date_updated = '2024-05-06' WHERE uuid = '" + stale + "'");
        String live = db.insert("integration:microsoft:default", "{}");
        if (version.equals("114")) {
            db.up().run();
        }

        run();

        assertThat(log.text())
                .containsOnlyOnce("[WARNING] Groups of connections with the same provider and name. A look-up by name")
                .containsOnlyOnce("[WARNING]   \"microsoft\" \"default\": the newer is uuid " + live);
    }

    @Test
    void everythingElseThatTheOperatorHasToHearIsTold() {
        db.createPhoenixKit("My-Auth", "140");
        db.insertSetting("My-Auth", "integration:google:a", "{\"provider\": \"google\", \"name\": []}", "integrations");
        db.insertConnection("{\"provider\": \"google\", \"name\": \"p\", \"owner_uuid\": \"u\"}");
        db.execute("UPDATE phoenix_kit_settings SET value = 'x' WHERE module = 'integrations'");
        db.setVersion(null);

        run(Optional.empty(), false, "public", "My-Auth");

        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("[WARNING] ") && !line.startsWith("[WARNING]  "))
                .extracting(line -> line.replaceAll("\\. .*", ""))
                .containsExactly(
                        "[WARNING] 1 schema with rows in the way of v114-up:",
                        "[WARNING] 1 schema with rows that do not fit the version:",
                        "[WARNING] 1 schema: Integrations with a text in value beside value_json",
                        "[WARNING] 1 schema: Personal connections (with an owner_uuid in value_json)",
                        "[WARNING] 1 schema: Problem rows that crash the application",
                        "[WARNING] 1 schema: Keys that begin with integration: at version 114",
                        "[WARNING] 1 schema: The version is missing",
                        "[WARNING] 1 schema: A prefix that PhoenixKit itself does not accept",
                        "[WARNING] 1 schema: The way back to 113");
        assertThat(log.text())
                .contains("0 rows are keyed provider:name and 1 by uuid, so it is 114 or above: COMMENT ON TABLE"
                        + " \"public\".phoenix_kit IS '114'")
                .contains("[WARNING]   My-Auth: from 140 to 135 with PhoenixKit 2.x");
    }

    @Test
    void cleanDatabaseTakesOneLine() {
        db.setVersion("114");
        db.insertConnection("{\"provider\": \"google\", \"name\": \"a\"}");

        run();

        assertThat(log.lines())
                .element(1)
                .asString()
                .contains("version 114, 68 settings: 0 keyed provider:name", "Not fitting the version: 0.");
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void databaseWithoutPhoenixKitTakesOneLine() {
        db.execute("DROP TABLE phoenix_kit, phoenix_kit_settings");
        run(Optional.empty(), false);

        assertThat(log.lines()).element(1).isEqualTo("[INFO] No schema of this database holds PhoenixKit.");
        assertThat(log.lines()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedTableShowsItsVersionAndWhatIsInTheWay(boolean only) {
        db.execute("ALTER TABLE phoenix_kit_settings ALTER uuid DROP DEFAULT, ALTER uuid TYPE varchar(255)");

        run(only ? Optional.of("public") : Optional.empty(), false, "public");

        assertThat(log.lines())
                .element(1)
                .isEqualTo("[INFO] " + server + ", schema public: version 113. Its rows cannot be looked at:");
        assertThat(log.lines())
                .element(2)
                .asString()
                .startsWith("[WARNING] ")
                .contains("uuid of phoenix_kit_settings is of type varchar", "a known damage");
        assertThat(log.lines()).hasSize(3);
    }

    @Test
    void everySchemaThatHoldsPhoenixKitTakesALine() {
        db.createPhoenixKit("My-Auth", "114");
        db.createPhoenixKit("we\"ird", "120");
        db.createPhoenixKit("tenant", null);

        run(Optional.empty(), false, "public", "My-Auth", "we\"ird", "tenant");

        assertThat(log.lines().subList(3, log.lines().size()))
                .filteredOn(line -> line.startsWith("[INFO]   ") && !line.contains("version  "))
                .extracting(line -> line.replaceAll("  +67 .*", ""))
                .containsExactly(
                        "[INFO]   My-Auth            114",
                        "[INFO]   public             113",
                        "[INFO]   tenant             1 (the table has no comment)",
                        "[INFO]   we\"ird             120",
                        "[INFO]   in all: 4 schemas                                268       0              0        0          "
                                + "  0            0              0");
    }

    @Test
    void prefixChoosesOneSchema() {
        db.createPhoenixKit("my_auth", "114");

        run(Optional.of("my_auth"), false, "public", "my_auth");

        assertThat(log.lines()).hasSize(2).element(1).asString().contains("schema my_auth: version 114");
    }

    @Test
    void prefixWithoutPhoenixKitIsRefusedWithThoseThatHaveIt() {
        assertThatThrownBy(() -> run(Optional.of("nobody"), false, "public"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("schema nobody: PhoenixKit is not installed there")
                .hasMessageContaining("public");
    }

    @Test
    void schemaThatTheRoleMayNotReadDoesNotHideTheOthers() {
        db.createPhoenixKit("secret", "114");

        run(Optional.empty(), false, "public");

        assertThat(log.text())
                .contains("  public             113      67  ")
                .contains("  secret             114      -  ")
                .contains("1 schema whose rows cannot be looked at: secret\n")
                .contains("GRANT USAGE ON SCHEMA");
    }

    @Test
    void schemaWithoutTheSettingsDoesNotHideTheOthers() {
        db.createPhoenixKit("half", "114");
        db.execute("DROP TABLE half.phoenix_kit_settings");

        run(Optional.empty(), false, "public");

        assertThat(log.text())
                .contains("  public            113      67  ")
                .contains("the table phoenix_kit_settings is missing beside phoenix_kit");
        assertThatThrownBy(() -> run(Optional.of("half"), false)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> run(Optional.empty(), true, "public"))
                .hasMessageContaining("schema half without all of PhoenixKit's tables; schema public at version 113");
    }

    @Test
    void commentThatIsNoNumberIsShown() {
        db.setVersion("abc");

        run();

        assertThat(log.text()).contains("version \"abc\", 67 settings", "Not fitting the version: unknown.");
    }

    @Test
    void nothingIsWrittenAndNobodyWaited() {
        db.insert("integration:google:a", "{}");
        Snapshot before = db.snapshot();
        try (OpenTransaction other = db.begin("LOCK TABLE phoenix_kit_settings, phoenix_kit IN EXCLUSIVE MODE")) {
            run();
            other.rollback();
        }

        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(log.text()).contains("1 keyed provider:name");
    }

    private void run() {
        run(Optional.empty(), false, "public");
    }

    private void run(Optional<String> prefix, boolean failIfPending, String... readable) {
        reader = db.createReader(readable);
        new StatusGoal(log)
                .run(
                        reader.settings(),
                        Fleet.Options.of(prefix.stream().toList(), V114StatusMojo.WAIT_TO_READ),
                        failIfPending,
                        new Report.Paths(Optional.empty(), Optional.empty()));
    }
}
