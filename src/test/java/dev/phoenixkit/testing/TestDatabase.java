package dev.phoenixkit.testing;

import static dev.phoenixkit.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every test a fresh database and takes it away afterwards:
 *
 * <pre>{@code
 * @RegisterExtension
 * final TestDatabase db = new TestDatabase();
 * }</pre>
 *
 * <p>It holds PhoenixKit at V113 in {@code public}, with the settings of a fresh installation, unless one of the
 * {@code with…} methods says otherwise. A test whose tested code leaves a connection open fails.
 */
public final class TestDatabase implements Database, BeforeEachCallback, AfterEachCallback {
    /** A connection that was closed is gone within milliseconds; this is for a machine that stands still. */
    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private final DatabaseKind kind;
    private final Duration leakLimit;
    private final List<Connection> ownConnections = new ArrayList<>();
    private final List<Database> roles = new ArrayList<>();
    private Database database;

    /** A database with PhoenixKit at V113 in {@code public}. */
    public TestDatabase() {
        this(DatabaseKind.INSTALLED);
    }

    private TestDatabase(DatabaseKind kind) {
        this(kind, GENEROUS);
    }

    TestDatabase(DatabaseKind kind, Duration leakLimit) {
        this.kind = kind;
        this.leakLimit = leakLimit;
    }

    /** A database without PhoenixKit. */
    public static TestDatabase empty() {
        return new TestDatabase(DatabaseKind.INSTALLED.withoutPhoenixKit());
    }

    /** The same in a database that sorts by ICU's rules for a locale, {@code und} for none in particular. */
    public TestDatabase withIcuLocale(String locale) {
        return new TestDatabase(kind.withIcuLocale(locale));
    }

    /** The same in a database that sorts as this locale of the operating system does; {@code C} is everywhere. */
    public TestDatabase withLocale(String locale) {
        return new TestDatabase(kind.withLocale(locale));
    }

    /** The same in a database of another encoding, such as {@code SQL_ASCII} or {@code LATIN1}. */
    public TestDatabase withEncoding(String encoding) {
        return new TestDatabase(kind.withEncoding(encoding));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Server server = SharedServer.get();
        try {
            if (kind.needsIcu() && serverVersion(server) < 15) {
                Assumptions.abort("PostgreSQL 14 has no databases of ICU's sort order");
            }
            database =
                    kind.create(server, "test_" + UUID.randomUUID().toString().replace("-", ""));
        } catch (IllegalStateException e) {
            throw SharedServer.reason(e);
        }
    }

    private static int serverVersion(Server server) {
        return Integer.parseInt(
                        server.maintenance().query("SHOW server_version_num").get(0))
                / 10_000;
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        if (database == null) {
            return;
        }
        try {
            for (Connection connection : ownConnections) {
                connection.close();
            }
            assertNoSessionLeft();
        } finally {
            ownConnections.clear();
            database.drop();
            roles.forEach(role -> database.server().maintenance().execute("DROP ROLE " + role.user()));
            roles.clear();
            database = null;
        }
    }

    private void assertNoSessionLeft() {
        await("the tested code leaves no connection open")
                .atMost(leakLimit)
                .untilAsserted(() -> assertThat(server().maintenance()
                                .query("SELECT format('pid %s, application_name %s, state %s, last query: %s', pid,"
                                        + " application_name, state, query) FROM pg_stat_activity WHERE datname = "
                                        + Sql.literal(name()) + " AND backend_type = 'client backend'"))
                        .isEmpty());
    }

    /** The database of the running test. */
    public Database database() {
        if (database == null) {
            throw new IllegalStateException("There is a database only while a test runs.");
        }
        return database;
    }

    @Override
    public Server server() {
        return database().server();
    }

    @Override
    public String name() {
        return database().name();
    }

    /** Opens a connection of the test's own, as superuser and with autocommit; it is closed after the test. */
    @Override
    public Connection connect() throws SQLException {
        Connection connection = database().connect();
        ownConnections.add(connection);
        return connection;
    }

    /**
     * Makes a role that may log in and nothing else, and gives the database as it sees it; it is gone after the test.
     *
     * @param attributes more, in the words of {@code CREATE ROLE}
     */
    public Database createRole(String attributes) {
        Database role = as("role_" + UUID.randomUUID().toString().replace("-", ""), "password of a role");
        execute("CREATE ROLE " + role.user() + " LOGIN PASSWORD '" + role.password() + "' " + attributes);
        roles.add(role);
        return role;
    }

    /** A role that owns the tables in {@code public} and is nothing more: what a migration needs. */
    public Database createOwner() {
        Database role = createRole("");
        execute(
                "ALTER TABLE phoenix_kit OWNER TO " + role.user(),
                "ALTER TABLE phoenix_kit_settings OWNER TO " + role.user());
        return role;
    }

    /** A role that may read PhoenixKit's tables in these schemas, and nothing else. */
    public Database createReader(String... schemas) {
        Database role = createRole("");
        for (String schema : schemas) {
            String quoted = Sql.identifier(schema);
            execute(
                    "GRANT USAGE ON SCHEMA " + quoted + " TO " + role.user(),
                    "GRANT SELECT ON " + quoted + ".phoenix_kit, " + quoted + ".phoenix_kit_settings TO "
                            + role.user());
        }
        return role;
    }
}
