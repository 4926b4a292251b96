package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.Stall;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.TestRun;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server dies in mid-run as it does in a crash, and comes back. */
@Tag("database")
class StoppedServerTest {
    static Stream<Function<Database, Stall>> points() {
        return Rounds.of(5)
                .boxed()
                .flatMap(round -> Stream.of(
                        Stall::beforeTheFirstUpdate,
                        database -> Stall.afterRows(database, 500),
                        Stall::beforeTheCommit));
    }

    @ParameterizedTest
    @MethodSource("points")
    void allIsAsBeforeOnceItIsBack(Function<Database, Stall> point) {
        try (OwnServer server = OwnServer.builder().start()) {
            Database database = database(server);
            Stall stall = point.apply(database);
            Snapshot before = database.snapshot();
            TestRun run = database.up().start();
            stall.awaitReached();

            server.stopImmediately();
            assertThat(run.fails(CannotRunException.class))
                    .hasMessageStartingWith("The connection to the server was lost before the commit: ")
                    .hasMessageEndingWith(". PostgreSQL rolls back what was begun, so nothing was changed. Run again.");
            server.start();

            assertThat(database.snapshot()).isEqualTo(before);
            stall.close();
            assertThat(database.up().run().migrated()).isEqualTo(1_000);
        }
    }

    @Test
    void whatIsCommittedStaysThoughTheServerDiesBeforeItAnswers() {
        try (OwnServer server = OwnServer.builder().start();
                TcpProxy proxy = TcpProxy.to(server.host(), server.port())) {
            Database database = database(server);
            ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
            TestRun run = database.through(proxy).up().start();
            gate.awaitReached();
            gate.letPassAndCutAnswer();
            server.stopImmediately();
            run.fails(OutcomeUnknownException.class);
            server.start();

            assertThat(database.version()).isEqualTo("114");
            assertThat(database.query("SELECT key FROM phoenix_kit_settings WHERE key LIKE 'integration:%'"))
                    .isEmpty();
        }
    }

    @Test
    void whatIsSaidToBeDoneIsOnDiskThoughTheServerDoesNotWaitForItByDefault() {
        try (OwnServer server = OwnServer.builder()
                .setting("synchronous_commit", "off")
                .setting("wal_writer_delay", "10s")
                .start()) {
            Database database = database(server);
            server.maintenance().execute("CHECKPOINT");
            database.up().run();
            server.stopImmediately();
            server.start();
            assertThat(database.version()).isEqualTo("114");
        }
    }

    @Test
    void aServerThatDiesBeforeItCommitsHasTheOldState() {
        try (OwnServer server = OwnServer.builder().start();
                TcpProxy proxy = TcpProxy.to(server.host(), server.port())) {
            Database database = database(server);
            Snapshot before = database.snapshot();
            ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
            TestRun run = database.through(proxy).up().start();
            gate.awaitReached();
            server.stopImmediately();
            run.fails(OutcomeUnknownException.class);
            server.start();

            assertThat(database.snapshot()).isEqualTo(before);
        }
    }

    private static Database database(OwnServer server) {
        Database database = server.createPhoenixKit("shop");
        database.execute("INSERT INTO phoenix_kit_settings (key, value_json)"
                + " SELECT 'integration:google:' || n, '{}' FROM generate_series(1, 1000) n");
        return database;
    }
}
