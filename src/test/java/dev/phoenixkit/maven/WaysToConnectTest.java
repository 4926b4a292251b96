package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.Leaks;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.PercentEncoding;
import dev.phoenixkit.testing.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to give an address, a user and a password, on a server that demands SCRAM and TLS. */
@Tag("database")
class WaysToConnectTest {
    private static final List<String> PASSWORDS = List.of(
            "simple",
            "p$w%&:@/?#[]'\"\\+ ;=,{}*|<>!^~`",
            "${env.HOME} $1 %40 %%",
            " leading and trailing ",
            "пароль日本語üß🔑",
            "{braces}");

    @TempDir
    static Path folder;

    private static OwnServer server;
    private static MasterPassword master;
    private static String options;

    @TempDir
    Path home;

    /** Fills what surrounds a build and says what stands in the POM. */
    private interface Preparation {
        ConnectionParameters prepare(TestBuild build, String user, String password, Path home) throws Exception;
    }

    private enum Way implements Preparation {
        PARAMETERS((build, user, password, home) ->
                new ConnectionParameters(jdbc(""), null, user, new Secret(password), null, 30)),
        USER_PROPERTIES((build, user, password, home) -> {
            build.userProperties.setProperty("phoenixkit.url", jdbc(""));
            build.userProperties.setProperty("phoenixkit.password", password);
            return parameters(null, null, user, null);
        }),
        PROJECT_PROPERTIES((build, user, password, home) -> {
            build.projectProperties.setProperty("phoenixkit.url", jdbc(""));
            build.projectProperties.setProperty("phoenixkit.password", password);
            return parameters(null, null, user, null);
        }),
        PLAIN_SERVER_ENTRY((build, user, password, home) -> {
            build.server("shop-db", user, password);
            return parameters(jdbc(""), null, null, "shop-db");
        }),
        ENCRYPTED_SERVER_ENTRY((build, user, password, home) -> {
            build.decrypter(master.decrypter()).server("shop-db", user, master.encrypt(password));
            return parameters(jdbc(""), null, null, "shop-db");
        }),
        OPTIONS_OF_A_JDBC_URL((build, user, password, home) -> parameters(
                jdbc("&user=" + PercentEncoding.encode(user) + "&password=" + PercentEncoding.encode(password)),
                null,
                null,
                null)),
        CREDENTIALS_OF_AN_ECTO_URL(
                (build, user, password, home) -> parameters(application("ecto", user, password), null, null, null)),
        ENVIRONMENT_VARIABLE_WITH_URL((build, user, password, home) -> {
            build.environment.put("DATABASE_URL", application("postgres", user, password));
            return parameters(null, "DATABASE_URL", null, null);
        }),
        PG_VARIABLES((build, user, password, home) -> {
            build.environment.put("PGUSER", user);
            build.environment.put("PGPASSWORD", password);
            return parameters(jdbc(""), null, null, null);
        }),
        PASSWORD_FILE_AT_HOME((build, user, password, home) -> {
            passwordFile(home.resolve(".pgpass"), user, password);
            return parameters(jdbc(""), null, user, null);
        }),
        PASSWORD_FILE_BY_VARIABLE((build, user, password, home) -> {
            Path file = home.resolve("my passwords");
            passwordFile(file, user, password);
            build.environment.put("PGPASSFILE", file.toString());
            return parameters(application("postgresql", user, ""), null, null, null);
        });

        private final Preparation preparation;

        Way(Preparation preparation) {
            this.preparation = preparation;
        }

        @Override
        public ConnectionParameters prepare(TestBuild build, String user, String password, Path home) throws Exception {
            return preparation.prepare(build, user, password, home);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        TestCertificates certificates = TestCertificates.create(folder);
        options = "?sslmode=verify-full&sslrootcert="
                + PercentEncoding.encode(certificates.authority().toString());
        master = MasterPassword.in(folder);
        server = OwnServer.builder()
                .ssl(certificates.serverCertificate(), certificates.serverKey())
                .hba("hostnossl all all all reject")
                .hba("hostssl all all all scram-sha-256")
                .start();
        for (String password : PASSWORDS) {
            server.maintenance()
                    .execute("CREATE ROLE \"" + user(password) + "\" LOGIN PASSWORD '" + password.replace("'", "''")
                            + "'");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<Arguments> everyWayWithEveryPassword() {
        return Arrays.stream(Way.values())
                .flatMap(way -> PASSWORDS.stream().map(password -> Arguments.of(way, password)));
    }

    @ParameterizedTest
    @MethodSource("everyWayWithEveryPassword")
    void leadsToTheDatabase(Way way, String password) throws Exception {
        TestBuild build = new TestBuild(home);
        ConnectionParameters parameters = way.prepare(build, user(password), password, home);

        try (Connection connection =
                        Connector.open(parameters.resolve(build.sources()).settings());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT current_user, ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo(user(password));
            assertThat(result.getBoolean(2)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("everyWayWithEveryPassword")
    void failsAtOnceWithAWrongPasswordAndDoesNotShowIt(Way way, String password) throws Exception {
        TestBuild build = new TestBuild(home);
        String wrong = "hush" + password;
        ConnectionParameters parameters = way.prepare(build, user(password), wrong, home);

        CannotRunException e = catchThrowableOfType(
                CannotRunException.class,
                () -> Connector.open(parameters.resolve(build.sources()).settings())
                        .close());
        assertThat(e).hasMessageContaining("the server did not accept the password");
        assertThat(e).hasStackTraceContaining("password authentication failed");
        Leaks.assertNone(e, wrong);
    }

    /** A name that needs encoding as well. */
    private static String user(String password) {
        return "de:pl@y/ü " + PASSWORDS.indexOf(password);
    }

    private static String jdbc(String more) {
        return "jdbc:postgresql://localhost:" + server.port() + "/postgres" + options + more;
    }

    private static String application(String scheme, String user, String password) {
        return scheme + "://" + PercentEncoding.encode(user) + ":" + PercentEncoding.encode(password) + "@localhost:"
                + server.port() + "/postgres" + options;
    }

    private static ConnectionParameters parameters(String url, String urlEnv, String username, String serverId) {
        return new ConnectionParameters(url, urlEnv, username, null, serverId, 30);
    }

    private static void passwordFile(Path file, String user, String password) throws Exception {
        String line = "localhost:*:postgres:" + escaped(user) + ":" + escaped(password);
        Files.writeString(file, "# a remark\nother:*:*:*:no\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
    }
}
