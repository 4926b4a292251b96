package dev.phoenixkit.maven;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.ServerLogin;
import dev.phoenixkit.testing.Stall;
import dev.phoenixkit.testing.TestRun;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/** A COMMIT waits for a standby, which is away unless a test plays it. */
@Tag("database")
public class StandbyWaitTest {
    private static final String AWAY =
            "[WARNING] COMMIT waits for a standby (synchronous_standby_names is FIRST 1 (\"near\", far)), and too few are"
                    + " connected as far as this role may see. It will wait, and the tables stay locked meanwhile, until there"
                    + " are enough.";

    private static final String WAITING = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep'";

    private final RecordedLog log = new RecordedLog();
    private final List<Connection> standbys = new ArrayList<>();
    private OwnServer server;
    private Database shop;
    private Database owner;

    /** Only the role that migrates waits for the standby, so that the test itself does not. */
    @BeforeEach
    void startServer() {
        server = OwnServer.builder()
                .setting("synchronous_commit", "local")
                .setting("synchronous_standby_names", "FIRST 1 (\"near\", far)")
                .start();
        shop = server.createPhoenixKit("shop");
        owner = shop.as("owner", "password of the owner");
        shop.execute(
                "CREATE ROLE owner LOGIN PASSWORD 'password of the owner'",
                "ALTER ROLE owner SET synchronous_commit = on",
                "ALTER TABLE phoenix_kit OWNER TO owner",
                "ALTER TABLE phoenix_kit_settings OWNER TO owner");
        shop.insert("integration:google:work", "{}", null);
    }

    @AfterEach
    void closeServer() throws SQLException {
        for (Connection standby : standbys) {
            standby.close();
        }
        server.close();
    }

    @Test
    void commitThatWaitsSaysSoAndHowToEndThat() {
        CompletableFuture<Void> run = start();
        await("it is said that COMMIT waits")
                .until(() -> log.text().contains("COMMIT has waited for a standby for 5 s"));
        Matcher remedy = Pattern.compile("do without it: (SELECT .*)").matcher(log.text());
        assertThat(remedy.find()).isTrue();
        shop.query(remedy.group(1));
        run.join();

        assertThat(log.lines())
                .contains(AWAY)
                .contains(
                        "[WARNING] The server says of the COMMIT: canceling wait for synchronous replication due to user"
                                + " request. The transaction has already committed locally, but might not have been replicated to"
                                + " the standby.");
        assertThat(log.text()).contains("Migrated 1 integration");
    }

    @Test
    void commitThatWaitsInOneOfSeveralSchemasSaysSoToo() {
        shop.execute(
                "CREATE SCHEMA empty AUTHORIZATION owner",
                "CREATE TABLE empty.phoenix_kit (id int)",
                "CREATE TABLE empty.phoenix_kit_settings (LIKE phoenix_kit_settings INCLUDING ALL)",
                "COMMENT ON TABLE empty.phoenix_kit IS '114'",
                "ALTER TABLE empty.phoenix_kit OWNER TO owner",
                "ALTER TABLE empty.phoenix_kit_settings OWNER TO owner");
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> new MigrationGoal(
                        log, owner.up().request())
                .run(
                        owner.settings(),
                        Fleet.Options.of(List.of("empty", "public"), Duration.ZERO),
                        new Report.Paths(Optional.empty(), Optional.empty())));
        await("it is said that COMMIT waits")
                .until(() -> log.text().contains("[WARNING] public: COMMIT has waited for a standby for 5 s"));
        shop.query("SELECT pg_cancel_backend(pid) FROM (" + WAITING + ") waiting");
        run.join();
        assertThat(log.lines()).containsOnlyOnce(AWAY);
    }

    @Test
    void commitWhoseSessionIsEndedMeanwhileIsOfUnknownOutcomeAndWhatTheServerSaysOfItIsShown() {
        CompletableFuture<Void> run = start();
        awaitWait();
        shop.query("SELECT pg_terminate_backend(pid) FROM (" + WAITING + ") waiting");

        assertThatThrownBy(run::join).hasCauseInstanceOf(OutcomeUnknownException.class);
        // What stands between these is not the same in all versions.
        assertThat(log.text())
                .contains("[WARNING] The server says of the COMMIT: canceling the wait for synchronous replication and"
                        + " terminating connection")
                .contains("The transaction has already committed locally, but might not have been replicated to the"
                        + " standby.");
        assertThat(shop.version()).isEqualTo("114");
    }

    /** It is the one death that leaves locks: the server looks for no client while COMMIT waits. */
    @Test
    void buildThatIsKilledMeanwhileLeavesItsLocksForAsLongAsCommitWaits() {
        try (ChildJvm child = ChildJvm.start(
                List.of(), "-Xmx128m", StandbyWaitTest.class, Integer.toString(server.port()), owner.password())) {
            awaitWait();
            child.kill();
        }
        assertThatThrownBy(() -> shop.execute("SET lock_timeout = '3s'", "UPDATE phoenix_kit_settings SET value = 'x'"))
                .hasMessageContaining("lock timeout");
        assertThat(shop.query(WAITING)).hasSize(1);

        shop.query("SELECT pg_cancel_backend(pid) FROM (" + WAITING + ") waiting");
        Stall.awaitLocksGone(shop);
        assertThat(shop.version()).isEqualTo("114");
    }

    /** The build that is killed. */
    public static void main(String[] args) {
        new ServerLogin("127.0.0.1", Integer.parseInt(args[0]), "owner", args[1])
                .database("shop")
                .up()
                .run();
    }

    @ParameterizedTest
    @CsvSource({"far, false, false", "far, true, false", "elsewhere, false, true", "elsewhere, true, true"})
    void standbysThatAreMissingAreWarnedOfAsFarAsTheRoleMaySee(String standby, boolean sees, boolean warned)
            throws SQLException {
        if (sees) {
            shop.execute("GRANT pg_read_all_stats TO owner");
        }
        standby(standby);
        shop.awaitRow(
                "the standby streams",
                "SELECT pid FROM pg_stat_replication WHERE state = 'streaming' AND (sync_state = 'sync') <> " + warned);
        run(owner.up().dry());
        assertThat(log.lines().contains(AWAY)).isEqualTo(warned);
        if (!warned) {
            run(owner.up());
            assertThat(log.text()).contains("Migrated 1 integration").doesNotContain("has waited");
        }
    }

    private void awaitWait() {
        shop.awaitRow("COMMIT waits", WAITING);
    }

    private void run(TestRun run) {
        new MigrationGoal(log, run.request())
                .run(owner.settings(), run.options(), new Report.Paths(Optional.empty(), Optional.empty()));
    }

    private CompletableFuture<Void> start() {
        return CompletableFuture.runAsync(() -> run(owner.up()));
    }

    /** What a standby looks like to its primary: it takes the log, and confirms that it has it. */
    private void standby(String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", server.user());
        properties.setProperty("password", server.password());
        properties.setProperty("ApplicationName", name);
        properties.setProperty("replication", "true");
        properties.setProperty("assumeMinServerVersion", "9.4");
        properties.setProperty("preferQueryMode", "simple");
        Connection connection = new Driver().connect(server.url("shop"), properties);
        standbys.add(connection);
        PGReplicationStream stream = connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .physical()
                .withStartPosition(LogSequenceNumber.valueOf(
                        shop.query("SELECT pg_current_wal_lsn()").get(0)))
                .start();
        CompletableFuture.runAsync(() -> confirm(stream), work -> new Thread(work, "standby").start());
    }

    private static void confirm(PGReplicationStream stream) {
        try {
            while (true) {
                stream.readPending();
                stream.setFlushedLSN(stream.getLastReceiveLSN());
                stream.forceUpdateStatus();
                Thread.sleep(10);
            }
        } catch (SQLException | InterruptedException closed) {
            // The test is over.
        }
    }
}
