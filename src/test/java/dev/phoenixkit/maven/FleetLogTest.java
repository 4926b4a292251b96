package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.migrate.MigrationRequest.RunMode;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.Tenants;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a run over several schemas tells, and how it fails. */
@Tag("database")
class FleetLogTest {

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @TempDir
    Path folder;

    private final RecordedLog log = new RecordedLog();

    @Test
    void fewSchemasHaveALineEachAndATableOfResults() {
        Tenants.create(db, 3, 10);
        db.setVersion("tenant_00002", "114");

        run(db.up(), "tenant_*");

        assertThat(log.lines())
                .containsExactly(
                        "[INFO] v114-up on " + db.host() + ":" + db.port() + "/" + db.name() + " as " + db.user()
                                + ", schemas tenant_*",
                        "[INFO] 3 schemas",
                        "[INFO] tenant_00001: migrated 10 integrations (1 filled from the key, 1 with another name in the body"
                                + " than in the key), version 113 to 114",
                        "[INFO] tenant_00002: nothing to do at version 114",
                        "[INFO] tenant_00003: migrated 10 integrations (1 filled from the key, 1 with another name in the body"
                                + " than in the key), version 113 to 114",
                        "[WARNING] 2 schemas with integrations with another name in the body than in the key:",
                        "[WARNING]   tenant_00001: 1",
                        "[WARNING]   tenant_00003: 1",
                        "[WARNING] 1 schema with rows that do not fit the version:",
                        "[WARNING]   tenant_00002: 10",
                        "[INFO]   result         schemas  integrations",
                        "[INFO]   migrated       2        20",
                        "[INFO]   nothing to do  1        0",
                        "[INFO]   in all         3        20",
                        "[INFO] Restart the application's nodes now: they cache settings, and code for version 113 does not find"
                                + " version 114's rows.");
    }

    @Test
    void ofManySchemasOnlyThoseWithSomethingToSayAreShown() {
        Tenants.create(db, 25, 2);
        db.execute(
                "UPDATE tenant_00007.phoenix_kit_settings SET value_json = '[]' WHERE key = 'integration:google:n2'");

        run(db.up().skippingProblems(), "tenant_*", "public");

        assertThat(log.lines())
                .contains(
                        "[INFO] 26 schemas",
                        "[WARNING] 25 schemas with integrations with another name in the body than in the key:",
                        "[WARNING]   tenant_00020: 1",
                        "[WARNING]   … and 5 more; a report lists all of them",
                        "[WARNING] 1 schema with problem rows that stay as they are (onProblem is skip):",
                        "[WARNING]   tenant_00007: 1",
                        "[INFO]   migrated  26       49")
                .doesNotContain("[WARNING]   tenant_00021: 1")
                .hasSizeLessThan(35);
    }

    @Test
    void schemasWithRenamedConnectionsAreNamed() {
        Tenants.create(db, 2, 0);
        db.execute("INSERT INTO tenant_00002.phoenix_kit_settings (uuid, key, module, value_json) SELECT id, id::text,"
                + " 'integrations', '{\"provider\": \"google\"}' FROM (SELECT gen_random_uuid() AS id"
                + " FROM generate_series(1, 3)) AS ids");
        db.setVersion("tenant_00001", "114");
        db.setVersion("tenant_00002", "114");

        run(db.down(), "tenant_*");

        assertThat(log.text()).contains("[WARNING] 1 schema with integrations renamed:\n[WARNING]   tenant_00002: 2\n");
    }

    @Test
    void runThatBeginsNoSchemaIsInTheReport() {
        Path report = folder.resolve("up.jsonl");
        assertThatThrownBy(() -> run(db.up(), Optional.of(report), "nowhere_*")).isInstanceOf(RefusedException.class);
        assertThat(report).content().contains("{\"type\":\"failed\",").contains("nowhere_*");
    }

    @Test
    void whatTheOperatorHasToKnowIsToldOfTwentySchemasOfEachKind() {
        Tenants.create(db, 23, 2);
        for (int i = 1; i <= 23; i++) {
            db.execute(
                    "UPDATE " + Tenants.name(i) + ".phoenix_kit_settings SET value = 'x' WHERE key LIKE 'integration:%'"
                            + (i == 1 ? " AND key = 'integration:google:n2'" : ""));
        }
        db.createPhoenixKit("My-Auth", "113");

        for (RunMode mode : List.of(RunMode.DRY_RUN, RunMode.REHEARSAL, RunMode.RUN)) {
            log.lines().clear();
            run(db.up().mode(mode), "tenant_*", "My-Auth");

            assertThat(log.text())
                    .contains(
                            "[WARNING] 23 schemas: Integrations with a text in value beside value_json. An application at")
                    .containsPattern("\\[WARNING\\]   tenant_00001: \"google\" \"n2\": uuid ")
                    .contains(
                            "[WARNING]   tenant_00002: 2\n",
                            "[WARNING]   tenant_00020: 2\n[WARNING]   … and 3 more; a report lists all of them\n",
                            "[WARNING] 1 schema: A prefix that PhoenixKit itself does not accept. ",
                            "[WARNING]   My-Auth: \"My-Auth\"\n",
                            mode == RunMode.RUN ? "  migrated " : "  would be migrated ");
        }
    }

    @Test
    void failuresAreGroupedByCauseAndTheBuildFailsWithWhatDoesTheRest() {
        Tenants.create(db, 24, 2);
        for (int i = 1; i <= 12; i++) {
            db.setVersion(Tenants.name(i), "112");
        }
        db.execute(
                "UPDATE tenant_00013.phoenix_kit_settings SET value_json = '[]' WHERE key LIKE 'integration:google:n%'");
        db.execute(
                "UPDATE tenant_00014.phoenix_kit_settings SET value_json = '[]' WHERE key LIKE 'integration:google:n1'");
        db.setVersion(Tenants.name(15), "111");

        assertThatThrownBy(() -> run(db.up(), "tenant_*"))
                .isInstanceOf(RefusedException.class)
                .hasMessageStartingWith("v114-up did not succeed in 15 of 24 schemas: tenant_00001, tenant_00002, ")
                .hasMessageEndingWith(
                        ", tenant_00014, tenant_00015. The others are done. Next: remove the causes, which the log"
                                + " shows, and run the same again: schemas that are done take no time. Only these:"
                                + " -Dphoenixkit.prefixes=tenant_00001,tenant_00002,tenant_00003,tenant_00004,tenant_00005,"
                                + "tenant_00006,tenant_00007,tenant_00008,tenant_00009,tenant_00010,tenant_00011,tenant_00012,"
                                + "tenant_00013,tenant_00014,tenant_00015.");

        assertThat(log.text())
                .contains("[WARNING] 13 schemas failed: tenant_00001, tenant_00002, ")
                .contains("[WARNING]   v114-up needs version 113 in the schema tenant_00001, and found version 112.")
                .contains("[WARNING] 2 schemas failed: tenant_00013, tenant_00014")
                .contains("[WARNING]   2 of 2 integration rows cannot be migrated to version 114.")
                .contains("[INFO]   failed    15       0");
        assertThat(Tenants.at(db, "114")).hasSize(9);
    }

    @Test
    void lockThatIsNotToBeHadIsNoRefusalAndIsInTheReport() {
        Tenants.create(db, 2, 1);
        Path report = folder.resolve("up.jsonl");
        try (OpenTransaction other = db.begin("LOCK TABLE tenant_00001.phoenix_kit_settings IN ROW EXCLUSIVE MODE")) {
            TestRun up = db.up().lockTimeout(Duration.ofSeconds(6));
            assertThatThrownBy(() -> new MigrationGoal(log, up.request())
                            .run(
                                    db.settings(),
                                    Fleet.Options.of(List.of("tenant_*"), Duration.ofSeconds(6)),
                                    new Report.Paths(Optional.of(report), Optional.empty())))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageStartingWith("v114-up did not succeed in 1 of 2 schemas: tenant_00001. ");
            other.rollback();
        }
        assertThat(report)
                .content()
                .contains("{\"type\":\"committed\",\"schema\":\"tenant_00002\"")
                .contains("{\"type\":\"failed\",\"schema\":\"tenant_00001\"");
        assertThat(log.text()).contains("[INFO] Progress: 1 done, 0 failed, 1 left, about ");
        assertThat(log.lines()).last().isEqualTo("[INFO] Report: " + report);
    }

    @Test
    void statusOfFewShowsATableWithALineEach() {
        Tenants.create(db, 2, 2);
        db.execute("DROP TABLE tenant_00002.phoenix_kit_settings");

        new StatusGoal(log).run(db.settings(), all(), false, new Report.Paths(Optional.empty(), Optional.empty()));

        assertThat(log.lines().subList(1, log.lines().size()))
                .containsExactly(
                        "[INFO] 3 schemas",
                        "[INFO]   schema             version  settings  provider:name  by uuid  not fitting  problems up  problems"
                                + " down  down would rename",
                        "[INFO]   public             113      67        0              0        0            0            0       "
                                + "       0",
                        "[INFO]   tenant_00001       113      69        2              0        0            0            0       "
                                + "       0",
                        "[INFO]   in all: 2 schemas           136       2              0        0            0            0       "
                                + "       0",
                        "[WARNING] 1 schema failed: tenant_00002",
                        "[WARNING]   The database " + db.name() + ", schema tenant_00002, cannot be read as "
                                + db.user() + ". Nothing was changed. In the way:",
                        "[WARNING]     - the table phoenix_kit_settings is missing beside phoenix_kit; restore it, or check the"
                                + " prefix");
    }

    @Test
    void statusOfManyShowsTotalsByVersionAndWhatStandsOut() {
        Tenants.create(db, 22, 2);
        for (int i = 1; i <= 10; i++) {
            db.setVersion(Tenants.name(i), "114");
        }
        Database reader = db.createReader("tenant_00001", "tenant_00022");

        assertThatThrownBy(() -> new StatusGoal(log)
                        .run(reader.settings(), all(), true, new Report.Paths(Optional.empty(), Optional.empty())))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Found: schema public at version 113 with rows that cannot be looked at; schema"
                        + " tenant_00001 at version 114 with 2 rows that do not fit it; ")
                .hasMessageContaining(" and 3 more. Run v114-up");

        assertThat(log.text())
                .contains("[INFO]   13 schemas          113      ")
                .contains("[INFO]   10 schemas          114      ")
                .contains("[INFO]   in all: 23 schemas           138 ")
                .contains("[WARNING] 1 schema with rows that do not fit the version:\n[WARNING]   tenant_00001: 2\n")
                .contains("[WARNING] 20 schemas whose rows cannot be looked at: tenant_00002, ");
        assertThat(log.lines()).hasSizeLessThan(30);
    }

    private static Fleet.Options all() {
        return Fleet.Options.of(List.of(), V114StatusMojo.WAIT_TO_READ);
    }

    private void run(TestRun run, String... wanted) {
        run(run, Optional.empty(), wanted);
    }

    private void run(TestRun run, Optional<Path> report, String... wanted) {
        new MigrationGoal(log, run.request())
                .run(
                        db.settings(),
                        Fleet.Options.of(List.of(wanted), Duration.ofSeconds(60)),
                        new Report.Paths(report, Optional.empty()));
    }
}
