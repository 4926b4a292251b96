package dev.phoenixkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.Leaks;
import dev.phoenixkit.testing.PercentEncoding;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.GT;

/** What no other try can change is reported at once, each said by a real server. */
@Tag("database")
class ConnectorRefusalTest {
    @RegisterExtension
    static final ConnectingServer server = new ConnectingServer();

    @Test
    void aWrongPasswordFailsAtOnceAndSaysWhereItCameFrom() {
        CannotRunException e = server.fails(server.settings("deploy", "hush wrong", ""), ConnectingServer.NOT_ASKED);
        assertThat(e)
                .hasMessage("Cannot connect to " + server.at("postgres")
                        + " as deploy: the server did not accept the password."
                        + " Expected: the password of role deploy. Found: FATAL: password authentication failed for user"
                        + " \"deploy\" (SQLSTATE 28P01). Next: check the user and the password (source of the password:"
                        + " the test).");
        assertThat(e.getCause()).isInstanceOf(SQLException.class);
        Leaks.assertNone(e, "hush wrong");
    }

    @Test
    void noPasswordForAServerThatAsksForOneFailsAtOnce() {
        ConnectionSettings none = DatabaseUrl.parse(server.url("postgres"))
                .settings(
                        "deploy", Optional.empty(), "none; the password file x does not exist", ConnectingServer.LONG);
        assertThat(server.fails(none, ConnectingServer.NOT_ASKED))
                .hasMessage("Cannot connect to " + server.at("postgres")
                        + " as deploy: the server asks for a password, or for"
                        + " more. Expected: a password for role deploy. Found: The server requested SCRAM-based"
                        + " authentication, but the password is an empty string (SQLSTATE 08004). Next: give a password"
                        + " (source so far: none; the password file x does not exist); if the server has no TLS, check"
                        + " sslmode; otherwise check channelBinding, requireAuth and the server's pg_hba.conf.");
    }

    @Test
    void aServerWithoutTlsFailsAtOnceWhereTlsIsRequired() {
        CannotRunException e = server.fails(
                server.settings("deploy", ConnectingServer.PASSWORD, "?sslmode=require"), ConnectingServer.NOT_ASKED);
        assertThat(e)
                .hasMessage("Cannot connect to " + server.at("postgres")
                        + " as deploy: server and client did not agree on how"
                        + " to log in. Expected: TLS where sslmode=require needs it, and a way to log in that both sides have. Found: "
                        // The driver speaks the language of the machine.
                        + GT.tr("The server does not support SSL.").replaceFirst("\\.$", "")
                        + " (SQLSTATE 08004). Next: if the server has no TLS, check sslmode; otherwise"
                        + " check channelBinding, requireAuth and the server's pg_hba.conf.");
        Leaks.assertNone(e, ConnectingServer.PASSWORD);
    }

    @Test
    void anUnknownDatabaseFailsAtOnce() {
        ConnectionSettings nowhere = ConnectingServer.deployAt(server.url("sh/op"));
        CannotRunException e = server.fails(nowhere, ConnectingServer.NOT_ASKED);
        assertThat(e)
                .hasMessage(
                        "Cannot connect to " + server.at("sh/op") + " as deploy: there is no such database. Expected: a"
                                + " database named sh/op on this server. Found: FATAL: database \"sh/op\" does not exist"
                                + " (SQLSTATE 3D000). Next: check the database's name at the end of the url.");
        Leaks.assertNone(e, ConnectingServer.PASSWORD);
    }

    @Test
    void aUserWhomPgHbaKeepsOutFailsAtOnce() {
        CannotRunException e =
                server.fails(server.settings("kept_out", ConnectingServer.PASSWORD, ""), ConnectingServer.NOT_ASKED);
        assertThat(e)
                .hasMessageStartingWith(
                        "Cannot connect to " + server.at("postgres") + " as kept_out: the server does not let"
                                + " this user in from here. Expected: a line of the server's pg_hba.conf that admits this host,"
                                + " user and database, and a role that may log in. Found: FATAL: pg_hba.conf rejects connection")
                .hasMessageEndingWith(" (SQLSTATE 28000). Next: check the user's name, whether the server demands TLS"
                        + " (sslmode=require) or a client certificate (sslcert, sslkey), and pg_hba.conf.");
        Leaks.assertNone(e, ConnectingServer.PASSWORD);
    }

    @Test
    void aRoleThatMayNotLogInFailsAtOnce() {
        assertThat(server.fails(server.settings("no_login", ConnectingServer.PASSWORD, ""), ConnectingServer.NOT_ASKED))
                .hasMessageContaining("Found: FATAL: role \"no_login\" is not permitted to log in (SQLSTATE 28000).");
    }

    @Test
    void aRoleThatMayNotConnectToTheDatabaseFailsAtOnce() {
        ConnectionSettings closed = ConnectingServer.deployAt(server.url("closed"));
        assertThat(server.fails(closed, ConnectingServer.NOT_ASKED))
                .hasMessage("Cannot connect to " + server.at("closed")
                        + " as deploy: the user may not connect to this database."
                        + " Expected: the right CONNECT on database closed for role deploy. Found: FATAL: permission"
                        + " denied for database \"closed\" (SQLSTATE 42501). Next: grant it, or connect as another"
                        + " user.");
    }

    @Test
    void anOptionThatTheDriverRefusesFailsAtOnce() {
        assertThat(server.fails(
                        server.settings("deploy", ConnectingServer.PASSWORD, "?scramMaxIterations=many"),
                        ConnectingServer.NOT_ASKED))
                .hasMessageStartingWith("Cannot connect to " + server.at("postgres")
                        + " as deploy: the server or the driver reports an error. Expected: a connection. Found: ")
                .hasMessageContaining("scramMaxIterations")
                .hasMessageEndingWith("(SQLSTATE 22023). Next: see what was found, and the server's log.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c role=kept_out",
                "-c nonsense=1",
                "-c work_mem=many",
                "-c max_connections=1",
                "-c TimeZone=Nowhere/Else"
            })
    void optionsThatTheServerRefusesFailAtOnce(String options) {
        String query = "?options=" + PercentEncoding.encode(options);
        assertThat(server.fails(
                        server.settings("deploy", ConnectingServer.PASSWORD, query), ConnectingServer.NOT_ASKED))
                .hasMessageStartingWith(
                        "Cannot connect to " + server.at("postgres") + " as deploy: the server, or a pooler"
                                + " before it, does not accept options=… of the url. Expected: settings that the server knows and"
                                + " that role deploy may change. Found: FATAL: ")
                .hasMessageEndingWith(
                        ". Next: correct options; a pooler that takes none must be passed by, with the server's"
                                + " own host and port in the url, or the setting must become the role's: ALTER ROLE deploy SET ….");
    }

    @Test
    void aRightThatIsMissingIsNotTakenForAnOptionThatIsRefused() {
        ConnectionSettings closed = ConnectingServer.deployAt(server.url("closed") + "?options=-c%20work_mem%3D1MB");
        assertThat(server.fails(closed, ConnectingServer.NOT_ASKED))
                .hasMessageContaining("the user may not connect to this database");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socketFactory=com.example.Missing",
                "socketFactory=java.lang.String",
                "authenticationPluginClassName=com.example.Missing"
            })
    void aClassThatIsNotThereFailsAtOnce(String option) {
        assertThat(server.fails(
                        server.settings("deploy", ConnectingServer.PASSWORD, "?" + option), ConnectingServer.NOT_ASKED))
                .hasMessageContaining(
                        " as deploy: a class that the url names cannot be used. Expected: a class of this name"
                                + " that has the constructor that the driver calls. Found: ")
                .hasMessageContaining(option.replaceAll(".*=", ""))
                .hasMessageEndingWith(
                        "Next: add the artifact that holds it to <dependencies> of this plugin in the POM, or"
                                + " correct the name.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'%s'", "\"%s\"", "%s ", "%s\n", "%s\r\n", "\t%s"})
    void marksAndLineEndsAroundAPasswordAreNamedAsAPossibleCause(String wrapping) {
        String password = wrapping.formatted(ConnectingServer.PASSWORD);
        CannotRunException e = server.fails(server.settings("deploy", password, ""), ConnectingServer.NOT_ASKED);
        assertThat(e)
                .hasMessageContaining("the server did not accept the password")
                .hasMessageEndingWith("(source of the password: the test); the password begins or ends with a quotation"
                        + " mark, a space or a line's end, which may not belong to it.");
        Leaks.assertNone(e, ConnectingServer.PASSWORD);
    }

    @Test
    void marksAroundNamesAreNamedAsAPossibleCause() {
        assertThat(server.fails(server.settings("'deploy'", ConnectingServer.PASSWORD, ""), ConnectingServer.NOT_ASKED))
                .hasMessageEndingWith("; the user's name begins or ends with a quotation mark, a space or a line's end,"
                        + " which may not belong to it.");
        assertThat(server.fails(ConnectingServer.deployAt(server.url("postgres") + "%0A"), ConnectingServer.NOT_ASKED))
                .hasMessageEndingWith("; the database's name begins or ends with a quotation mark, a space or a line's"
                        + " end, which may not belong to it.");
    }

    @Test
    void anUnknownHostFailsAtOnce() {
        // A label may have 63 characters, so no name service is asked for this one.
        String host = "x".repeat(64) + ".invalid";
        ConnectionSettings nowhere = DatabaseUrl.parse("ecto://deploy:hush@" + host + "/shop")
                .settings("deploy", Optional.of(new Secret("hush")), "the test", ConnectingServer.LONG);
        CannotRunException e = server.fails(nowhere, ConnectingServer.NOT_ASKED);
        assertThat(e)
                .hasMessageStartingWith(
                        "Cannot connect to " + host + ":5432/shop as deploy: the host's name is unknown."
                                + " Expected: a name that this machine can look up. Found: UnknownHostException: ")
                .hasMessageEndingWith(
                        " (SQLSTATE 08001). Next: check the host in the url and this machine's name service.");
        Leaks.assertNone(e, "hush");
    }
}
