package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.phoenixkit.testing.OwnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A primary and a standby, and which of them is taken; and that no connection stays open but the one that is. */
@Tag("database")
class TargetServerTypeTest {
    @RegisterExtension
    static final ConnectingServer primary = new ConnectingServer();

    private static OwnServer standby;

    @BeforeAll
    static void start() throws IOException {
        standby = startStandby();
    }

    @AfterAll
    static void stop() {
        standby.close();
    }

    @AfterEach
    void nothingStaysOpenOnTheStandby() {
        standby.maintenance().awaitNoRow("all is closed", "SELECT 1 FROM pg_stat_activity WHERE usename = 'deploy'");
    }

    @ParameterizedTest
    @CsvSource({
        "any, true, true",
        "any, false, false",
        "primary, true, false",
        "master, true, false",
        "read-write, true, false",
        "secondary, false, true",
        "slave, false, true",
        "standby, false, true",
        "read-only, false, true",
        "preferPrimary, true, false",
        "preferSecondary, false, true",
        "prefer-standby, false, true",
    })
    void theFirstServerOfTheTypeIsTaken(String type, boolean standbyFirst, boolean standbyTaken) throws SQLException {
        ConnectionSettings settings = standbyFirst
                ? ConnectingServer.several("?target_session_attrs=" + type, standby.port(), primary.port())
                : ConnectingServer.several("?targetServerType=" + type, primary.port(), standby.port());
        assertThat(isStandby(settings)).isEqualTo(standbyTaken);
    }

    @Test
    void ofSeveralServersAPrimaryIsTakenBeforeAStandby() throws SQLException, IOException {
        assertThat(isStandby(ConnectingServer.several("", standby.port(), primary.port())))
                .isFalse();
        assertThat(isStandby(ConnectingServer.several("", standby.port(), primary.closedPort())))
                .isTrue();
        assertThat(isStandby(ConnectingServer.several("", standby.port()))).isTrue();
    }

    @Test
    void aPreferenceTakesTheOtherTypeWhereThereIsNoneOfItsOwn() throws SQLException {
        assertThat(isStandby(
                        ConnectingServer.several("?targetServerType=preferPrimary", standby.port(), standby.port())))
                .isTrue();
        assertThat(isStandby(ConnectingServer.several("?targetServerType=preferSecondary", primary.port())))
                .isFalse();
    }

    @Test
    void aStandbyIsRefusedWhereAPrimaryIsDemandedAndTriedAgainAsItMayBePromoted() throws SQLException, IOException {
        try (OwnServer promoted = startStandby()) {
            ConnectionSettings settings = ConnectingServer.several("?targetServerType=primary", promoted.port());
            assertThat(primary.fails(settings, ConnectingServer.times(3)))
                    .hasMessage("Cannot connect to " + settings.describe() + ": the server is a standby. Expected: a"
                            + " primary, as targetServerType=primary in the url demands. Found: pg_is_in_recovery() is"
                            + " true, after 3 tries in 60 s. Next: name the primary in the url; if this server is being"
                            + " promoted, raise connectTimeout; v114-status works on a standby too, without this"
                            + " option.");

            try (Connection connection = Connector.open(settings, () -> {
                promoted.maintenance().execute("SELECT pg_promote()");
                return ConnectingServer.LONG;
            })) {
                assertThat(ConnectingServer.query(connection, "SELECT pg_is_in_recovery()"))
                        .isEqualTo("f");
            }
        }
    }

    @Test
    void aPrimaryIsRefusedWhereAStandbyIsDemanded() {
        ConnectionSettings settings = ConnectingServer.several("?targetServerType=secondary", primary.port());
        assertThat(primary.fails(settings, ConnectingServer.times(1)))
                .hasMessage("Cannot connect to " + settings.describe() + ": the server is a primary. Expected: a"
                        + " standby, as targetServerType=secondary in the url demands. Found: pg_is_in_recovery() is"
                        + " false, after 1 try in 60 s. Next: name a standby in the url, or remove the option: only a"
                        + " primary can be migrated.");
    }

    @Test
    void aPoolerThatDoesNotPassTheTypeOnIsAsked() throws SQLException {
        String pooler = OddSockets.options(OddSockets.LIKE_A_POOLER);
        assertThat(isStandby(
                        ConnectingServer.several("?targetServerType=primary" + pooler, standby.port(), primary.port())))
                .isFalse();
        assertThat(isStandby(ConnectingServer.several(
                        "?targetServerType=secondary" + pooler, primary.port(), standby.port())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {OddSockets.BROKEN_WHEN_READY, OddSockets.FAULTY_WHEN_READY})
    void aConnectionIsClosedWhenAStepAfterItFails(String behaviour) {
        ConnectionSettings settings = ConnectingServer.several("?" + OddSockets.options(behaviour), standby.port());
        if (behaviour.equals(OddSockets.FAULTY_WHEN_READY)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> Connector.open(settings, ConnectingServer.NOT_ASKED))
                    .withMessage("odd");
        } else {
            assertThat(primary.fails(settings, ConnectingServer.times(2)))
                    .hasMessageContaining("Found: SocketException: odd");
        }
    }

    private static boolean isStandby(ConnectionSettings settings) throws SQLException {
        try (Connection connection = Connector.open(settings, ConnectingServer.NOT_ASKED)) {
            assertThat(connection.getAutoCommit()).isFalse();
            return ConnectingServer.query(connection, "SELECT pg_is_in_recovery()")
                    .equals("t");
        }
    }

    private static OwnServer startStandby() throws IOException {
        OwnServer server = OwnServer.builder().start();
        server.maintenance().execute("CREATE ROLE deploy LOGIN PASSWORD '" + ConnectingServer.PASSWORD + "'");
        server.stop();
        Files.createFile(server.dataDirectory().resolve("standby.signal"));
        server.adopt();
        server.start();
        return server;
    }
}
