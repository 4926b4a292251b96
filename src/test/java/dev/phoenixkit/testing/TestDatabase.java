package dev.phoenixkit.testing;

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
public final class TestDatabase implements BeforeEachCallback, AfterEachCallback {
    private final DatabaseKind kind;
    private final Duration leakLimit;
    private final List<Connection> ownConnections = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private Database database;

    /** A database with PhoenixKit at V113 in {@code public}. */
    public TestDatabase() {
        this(DatabaseKind.INSTALLED);
    }

    private TestDatabase(DatabaseKind kind) {
        this(kind, Sessions.GENEROUS);
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
        if (kind.needsIcu() && serverVersion(server) < 15) {
            Assumptions.abort("PostgreSQL 14 has no databases of ICU's sort order");
        }
        database = kind.create(server, "test_" + UUID.randomUUID().toString().replace("-", ""));
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
            Sessions.assertNoneLeft(database, leakLimit);
        } finally {
            ownConnections.clear();
            database.drop();
            roles.forEach(role -> database.server().maintenance().execute("DROP ROLE " + role.name()));
            roles.clear();
            database = null;
        }
    }

    /** The database of the running test. */
    public Database database() {
        if (database == null) {
            throw new IllegalStateException("There is a database only while a test runs.");
        }
        return database;
    }

    /** The address without credentials, as the plugin takes it. */
    public String url() {
        return database().url();
    }

    /** The host of the server. */
    public String host() {
        return database().host();
    }

    /** The port of the server. */
    public int port() {
        return database().port();
    }

    /** The database's name. */
    public String name() {
        return database().name();
    }

    /** The superuser's name. */
    public String user() {
        return database().user();
    }

    /** The superuser's password. */
    public String password() {
        return database().password();
    }

    /** Opens a connection of the test's own, as superuser and with autocommit; it is closed after the test. */
    public Connection connect() throws SQLException {
        Connection connection = database().connect();
        ownConnections.add(connection);
        return connection;
    }

    /** A role and its password. */
    public record Role(String name, String password) {}

    /**
     * Makes a role that may log in and nothing else; it is gone after the test.
     *
     * @param attributes more, in the words of {@code CREATE ROLE}
     */
    public Role createRole(String attributes) {
        Role role = new Role("role_" + UUID.randomUUID().toString().replace("-", ""), "password of a role");
        execute("CREATE ROLE " + role.name() + " LOGIN PASSWORD '" + role.password() + "' " + attributes);
        roles.add(role);
        return role;
    }

    /** Makes a role that owns the tables in {@code public} and is nothing more: what a migration needs. */
    public Role createOwner() {
        Role role = createRole("");
        execute(
                "ALTER TABLE phoenix_kit OWNER TO " + role.name(),
                "ALTER TABLE phoenix_kit_settings OWNER TO " + role.name());
        return role;
    }

    /** Runs statements one after another, each its own transaction. */
    public void execute(String... statements) {
        database().execute(statements);
    }

    /** The first column of what a query finds, as text. */
    public List<String> query(String sql) {
        return database().query(sql);
    }

    /** Makes another installation; see {@link Database#createPhoenixKit}. */
    public void createPhoenixKit(String prefix, String comment) {
        database().createPhoenixKit(prefix, comment);
    }

    /** Sets the version marker to any text, or removes it with null. */
    public void setVersion(String prefix, String comment) {
        database().setVersion(prefix, comment);
    }

    /** The version marker, or null where there is none. */
    public String version(String prefix) {
        return database().version(prefix);
    }

    /** Inserts a setting and returns its uuid; see {@link Database#insertSetting}. */
    public String insertSetting(String prefix, String key, String valueJson, String module) {
        return database().insertSetting(prefix, key, valueJson, module);
    }

    /** Inserts a connection as V114 has it and returns its uuid; see {@link Database#insertConnection}. */
    public String insertConnection(String prefix, String valueJson) {
        return database().insertConnection(prefix, valueJson);
    }

    /** Every row of the settings as it stands now. */
    public Snapshot snapshot(String prefix) {
        return database().snapshot(prefix);
    }
}
