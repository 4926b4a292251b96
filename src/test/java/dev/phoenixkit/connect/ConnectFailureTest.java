package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.Leaks;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test cannot have a real server say at will. */
class ConnectFailureTest {
    private static final ServerAddress SERVER = new ServerAddress("a", 5432);

    @ParameterizedTest
    @CsvSource({
        "57P01, true",
        "57P02, true",
        "57P03, true",
        "53300, true",
        "08001, true",
        "28P01, false",
        "28000, false",
        "3D000, false",
        "42501, false",
        "08004, false",
        "08006, false",
        "53200, false",
        "XX000, false",
        ", false"
    })
    void onlyATransientFailureIsWorthAnotherTry(String state, boolean isTransient) {
        assertThat(failure(new SQLException("no", state)).isTransient()).isEqualTo(isTransient);
    }

    @Test
    void aServerThatGoesAwayInAHandshakeMayComeBack() {
        SSLHandshakeException cut = new SSLHandshakeException("gone");
        cut.initCause(new SocketException("reset"));
        assertThat(failure(new SQLException("no", "08006", cut)).isTransient()).isTrue();
        assertThat(failure(new SQLException("no", "08006", new SSLHandshakeException("bad")))
                        .isTransient())
                .isFalse();
    }

    @Test
    void aTextThatHoldsASecretIsWithheldWithItsWholeChain() {
        SQLException withCause = new SQLException("no", "XX000", new IOException("it was hush"));
        SQLException withSuppressed = new SQLException("no", "XX000");
        withSuppressed.addSuppressed(new IOException("key of keyhush"));
        for (SQLException e : List.of(new SQLException("hush", "XX000"), withCause, withSuppressed)) {
            CannotRunException shown = thrown(e, "hush");
            assertThat(shown)
                    .hasNoCause()
                    .hasMessage("Cannot connect to a:5432/shop as deploy: the server or the driver reports an error."
                            + " Expected: a connection. Found: an error whose text is withheld, as it holds a secret"
                            + " (SQLSTATE XX000). Next: see what was found, and the server's log.");
            Leaks.assertNone(shown, "hush");
        }
    }

    @Test
    void aPasswordThatIsTheUsersNameHidesNothing() {
        SQLException e = new SQLException("role deploy is odd", "XX000");
        assertThat(thrown(e, "deploy")).hasCause(e).hasMessageContaining("Found: role deploy is odd (SQLSTATE XX000)");
    }

    /** This machine may have a route to everywhere, or none to anywhere. */
    @Test
    void noRouteIsNamedAsTheCause() {
        ConnectFailure failure =
                failure(new SQLException("no", "08001", new NoRouteToHostException("No route to host")));
        assertThat(failure.isTransient()).isTrue();
        assertThat(failure.toException(2, List.of(failure)))
                .hasMessageStartingWith(
                        "Cannot connect to a:5432/shop as deploy: no network leads there. Expected: a way to"
                                + " one of the host's addresses. Found: NoRouteToHostException: No route to host (SQLSTATE 08001),"
                                + " after 2 tries in 1 s. Next: check network, VPN and routes; ");
    }

    private static CannotRunException thrown(SQLException e, String password) {
        ConnectFailure failure = ConnectFailure.of(e, settings(password), SERVER);
        return failure.toException(1, List.of(failure));
    }

    private static ConnectFailure failure(SQLException e) {
        return ConnectFailure.of(e, settings("hush"), SERVER);
    }

    private static ConnectionSettings settings(String password) {
        return new ConnectionSettings(
                List.of(SERVER),
                "shop",
                "deploy",
                Optional.of(new Secret(password)),
                "the test",
                Map.of("sslpassword", new Secret("keyhush")),
                Duration.ofSeconds(1));
    }
}
