package dev.phoenixkit.testing;

import static dev.phoenixkit.testing.Waiting.await;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.connect.ServerAddress;
import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.preflight.Preflight;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.status.SchemaStatus;
import dev.phoenixkit.status.StatusReader;
import dev.phoenixkit.v114.Direction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One database of a {@link Server}, as its user sees it. Every method opens and closes a connection of its own. */
public interface Database {
    /** The schema of the installation that every test's database has. */
    String PUBLIC = "public";

    /** A database by its name. */
    record Named(Server server, String name) implements Database {}

    /** The server, and the user to be there. */
    Server server();

    /** The database's name. */
    String name();

    /** The same database as another user sees it. */
    default Database as(String user, String password) {
        return new ServerLogin(host(), port(), user, password).database(name());
    }

    /** The same database at another address, such as a proxy's. */
    default Database at(String host, int port) {
        return new ServerLogin(host, port, user(), password()).database(name());
    }

    /** The same database through a proxy. */
    default Database through(TcpProxy proxy) {
        return at(proxy.host(), proxy.port());
    }

    /** How the plugin is to connect. */
    default ConnectionSettings settings() {
        return new ConnectionSettings(
                List.of(new ServerAddress(host(), port())),
                name(),
                user(),
                Optional.of(new Secret(password())),
                "the test",
                Map.of(),
                Duration.ofSeconds(60));
    }

    /** A run of the plugin here. */
    default TestRun run(Direction direction) {
        return new TestRun(this, direction);
    }

    /** A run of {@code v114-up} here. */
    default TestRun up() {
        return run(Direction.UP);
    }

    /** A run of {@code v114-down} here. */
    default TestRun down() {
        return run(Direction.DOWN);
    }

    /** The address without credentials, as the plugin takes it. */
    default String url() {
        return server().url(name());
    }

    /** The host of the server. */
    default String host() {
        return server().host();
    }

    /** The port of the server. */
    default int port() {
        return server().port();
    }

    /** The user's name. */
    default String user() {
        return server().user();
    }

    /** The user's password. */
    default String password() {
        return server().password();
    }

    /** Opens a connection of the tests' own, with autocommit; the caller closes it. */
    default Connection connect() throws SQLException {
        return server().connect(name());
    }

    /** Begins a transaction in a session of its own. */
    default OpenTransaction begin(String... statements) {
        try {
            OpenTransaction transaction = new OpenTransaction(connect());
            for (String sql : statements) {
                transaction.execute(sql);
            }
            return transaction;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements one after another, each its own transaction. */
    default void execute(String... statements) {
        try (Connection connection = server().connect(name());
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The test's own SQL failed: " + e.getMessage(), e);
        }
    }

    /** The first column of what a query finds, as text. */
    default List<String> query(String sql) {
        try (Connection connection = server().connect(name());
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            List<String> found = new ArrayList<>();
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    found.add(result.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("The test's own query failed: " + e.getMessage(), e);
        }
    }

    /** Returns once a query finds a row. */
    default void awaitRow(String what, String sql) {
        await(what).until(() -> !query(sql).isEmpty());
    }

    /** Returns once a query finds no row any more. */
    default void awaitNoRow(String what, String sql) {
        await(what).until(() -> query(sql).isEmpty());
    }

    /** What {@code v114-status} finds in {@code public}. */
    default SchemaStatus status(MigrationListener listener) {
        try (Connection connection = Connector.open(settings())) {
            Preflight preflight = Preflight.read(connection, List.of(PUBLIC)).get(PUBLIC);
            return StatusReader.read(connection, preflight, Duration.ZERO, listener);
        } catch (SQLException e) {
            throw new IllegalStateException("The schema could not be looked at: " + e.getMessage(), e);
        }
    }

    /** What {@code v114-status} tells of this kind in {@code public}. */
    default List<String> statusFindings(Finding.Kind kind) {
        List<String> found = new ArrayList<>();
        status(new MigrationListener() {
            @Override
            public void noted(Finding finding) {
                if (finding.kind() == kind) {
                    found.add(finding.text());
                }
            }
        });
        return found;
    }

    /**
     * Makes an installation: the schema if it is missing, the tables of V113 and the 67 settings of a fresh
     * installation.
     *
     * @param prefix the schema, any name
     * @param comment the version, or null for none
     */
    default void createPhoenixKit(String prefix, String comment) {
        execute(Sql.script("v113-tables.sql", prefix), Sql.script("ordinary-settings.sql", prefix));
        setVersion(prefix, comment);
    }

    /** Sets the version of the installation in {@code public} to any text, or removes it with null. */
    default void setVersion(String comment) {
        setVersion(PUBLIC, comment);
    }

    /** Sets the version to any text, or removes it with null. */
    default void setVersion(String prefix, String comment) {
        execute("COMMENT ON TABLE " + Sql.identifier(prefix) + ".phoenix_kit IS " + Sql.literal(comment));
    }

    /** The version in {@code public}, or null where there is none. */
    default String version() {
        return version(PUBLIC);
    }

    /** The version, or null where there is none. */
    default String version(String prefix) {
        return query("SELECT obj_description(" + Sql.literal(Sql.identifier(prefix) + ".phoenix_kit")
                        + "::regclass, 'pg_class')")
                .get(0);
    }

    /** The version in {@code public} and every row of its settings as they stand now. */
    default Snapshot snapshot() {
        return snapshot(PUBLIC);
    }

    /** Every row of the settings as it stands now. */
    default Snapshot snapshot(String prefix) {
        try (Connection connection = server().connect(name())) {
            return Snapshot.read(connection, prefix);
        } catch (SQLException e) {
            throw new IllegalStateException("The settings could not be read: " + e.getMessage(), e);
        }
    }

    /** Inserts an integration as V113 has it into {@code public} and returns its uuid; see {@link #insertSetting}. */
    default String insert(String key, String valueJson) {
        return insert(key, valueJson, "integrations");
    }

    /** The same of any module. */
    default String insert(String key, String valueJson, String module) {
        return insertSetting(PUBLIC, key, valueJson, module);
    }

    /**
     * Inserts a setting, dates and uuid by default, and returns its uuid.
     *
     * @param valueJson the body as JSON, or null for SQL NULL
     * @param module the module, or null
     */
    default String insertSetting(String prefix, String key, String valueJson, String module) {
        return query("INSERT INTO " + Sql.identifier(prefix)
                        + ".phoenix_kit_settings (key, value_json, module) VALUES ("
                        + Sql.literal(key) + ", " + Sql.literal(valueJson) + ", " + Sql.literal(module)
                        + ") RETURNING uuid::text")
                .get(0);
    }

    /** Inserts a connection as an application at V114 does, its key the uuid, and returns that. */
    default String insertConnection(String valueJson) {
        return query("INSERT INTO phoenix_kit_settings (uuid, key, value_json, module) SELECT id, id::text, "
                        + Sql.literal(valueJson) + "::jsonb, 'integrations' FROM uuid_generate_v7() AS id"
                        + " RETURNING uuid::text")
                .get(0);
    }

    /** The key of a row in {@code public}. */
    default String key(String uuid) {
        return snapshot().row(uuid).get("key");
    }

    /** The value_json of a row in {@code public}, as PostgreSQL writes it; null for SQL NULL. */
    default String body(String uuid) {
        return snapshot().row(uuid).get("value_json");
    }

    /** Ends every session in the database and drops it. */
    default void drop() {
        server().maintenance().execute("DROP DATABASE IF EXISTS " + Sql.identifier(name()) + " WITH (FORCE)");
    }
}
