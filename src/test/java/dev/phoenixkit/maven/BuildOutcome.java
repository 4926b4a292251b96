package dev.phoenixkit.maven;

import dev.phoenixkit.maven.PasswordWay.Target;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.PercentEncoding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** How a build that migrates can end, and what makes it end so. */
enum BuildOutcome {
    SUCCESS("is now 114", BuildOutcome::right),
    WRONG_PASSWORD("the server did not accept the password", database -> {
        Target right = right(database);
        return new Target(right.hostAndPort(), right.database(), right.user(), right.password() + " and more");
    }),
    REFUSED("Cannot connect to", database -> at("127.0.0.1:" + closedPort())) {
        @Override
        MavenRun prepare(MavenRun build, Database database) {
            return build.with("-Dphoenixkit.connectTimeout=5");
        }
    },
    UNKNOWN_HOST("the host's name is unknown", database -> at("no-such-host.invalid")),
    MALFORMED_URL("url", database -> at("127.0.0.1:54x32")),
    CREDENTIALS_IN_THE_URL("url", database -> {
        Target target = right(database);
        return at(target.user() + ":" + PercentEncoding.encode(target.password()) + "@127.0.0.1:54x32");
    }),
    PROBLEM_ROWS("of 6 integration rows cannot be migrated", BuildOutcome::right) {
        @Override
        MavenRun prepare(MavenRun build, Database database) {
            return build;
        }
    },
    LOCK_TIMEOUT("were not free within lockTimeout = 1 s. ", BuildOutcome::right) {
        @Override
        MavenRun prepare(MavenRun build, Database database) {
            // Held until the server is closed.
            database.begin("LOCK TABLE phoenix_kit_settings IN SHARE ROW EXCLUSIVE MODE");
            return super.prepare(build, database).with("-Dphoenixkit.lockTimeout=1");
        }
    },
    SQL_ERROR("PostgreSQL refused", BuildOutcome::right) {
        @Override
        MavenRun prepare(MavenRun build, Database database) {
            database.execute("""
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'not this row: %', NEW; END $$""", """
                    CREATE TRIGGER refuse BEFORE UPDATE ON phoenix_kit_settings
                    FOR EACH ROW EXECUTE FUNCTION refuse()""");
            return super.prepare(build, database);
        }
    },
    CONSTRAINT_VIOLATION("PostgreSQL refused to write a row", BuildOutcome::right) {
        @Override
        MavenRun prepare(MavenRun build, Database database) {
            database.execute("ALTER TABLE phoenix_kit_settings ADD CHECK (key LIKE 'integration:%') NOT VALID");
            return super.prepare(build, database);
        }
    };

    private static final String USER = "deploy";
    private static final String PASSWORD = "first4711password $%25&:@/ü'\"# second4711password";
    private static final String CREDENTIAL = "row4711credential/+ü sk0815credential";

    /** Everything that must not show. */
    static final List<String> SECRETS = List.of(PASSWORD, CREDENTIAL);

    private final String message;
    private final Function<Database, Target> target;

    BuildOutcome(String message, Function<Database, Target> target) {
        this.message = message;
        this.target = target;
    }

    /** What the build must print, to show that it ended as it was meant to. */
    String message() {
        return message;
    }

    Target target(Database database) {
        return target.apply(database);
    }

    private static Target right(Database database) {
        return new Target(database.host() + ":" + database.port(), database.name(), USER, PASSWORD);
    }

    private static Target at(String hostAndPort) {
        return new Target(hostAndPort, "shop", USER, PASSWORD);
    }

    private static int closedPort() {
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return unused.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the database and the build such that it ends so. */
    MavenRun prepare(MavenRun build, Database database) {
        // Long, for a machine may be slow.
        return build.with("-Dphoenixkit.onProblem=skip", "-Dphoenixkit.connectTimeout=120");
    }

    static void createRole(OwnServer server) {
        server.maintenance()
                .execute("CREATE ROLE " + USER + " LOGIN PASSWORD " + "'" + PASSWORD.replace("'", "''") + "'");
    }

    /** A database with a credential in every integration's body, whatever kind of body it is. */
    static Database createDatabase(OwnServer server, String name) {
        Database database = server.createPhoenixKit(name.toLowerCase(Locale.ROOT));
        database.execute(
                "ALTER TABLE phoenix_kit OWNER TO " + USER, "ALTER TABLE phoenix_kit_settings OWNER TO " + USER);
        for (String body : List.of(
                "{\"provider\": \"google\", \"name\": \"work\", \"access_token\": %s}",
                "{\"api_key\": %s}",
                "{\"provider\": {\"client_secret\": %s}}",
                "{\"name\": {\"client_secret\": %s}}",
                "[%s]",
                "%s")) {
            String json = body.formatted("\"" + CREDENTIAL + "\"");
            String key = "integration:p:" + Integer.toHexString(json.hashCode());
            database.insert(key, json);
        }
        return database;
    }
}
