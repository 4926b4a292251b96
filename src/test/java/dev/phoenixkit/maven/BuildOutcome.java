package dev.phoenixkit.maven;

import dev.phoenixkit.maven.PasswordWay.Target;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.PercentEncoding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;

/** How a build that migrates can end, and what makes it end so. */
enum BuildOutcome {
    SUCCESS("is now 114"),
    WRONG_PASSWORD("the server did not accept the password") {
        @Override
        Target target(Database database) {
            return new Target(hostAndPort(database), database.name(), USER, PASSWORD + " and more");
        }
    },
    REFUSED("Cannot connect to") {
        @Override
        Target target(Database database) throws IOException {
            try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                return new Target("127.0.0.1:" + unused.getLocalPort(), "shop", USER, PASSWORD);
            }
        }

        @Override
        MavenRun prepare(MavenRun build, Database database) {
            return build.with("-Dphoenixkit.connectTimeout=5");
        }
    },
    UNKNOWN_HOST("the host's name is unknown") {
        @Override
        Target target(Database database) {
            return new Target("no-such-host.invalid", "shop", USER, PASSWORD);
        }
    },
    MALFORMED_URL("url") {
        @Override
        Target target(Database database) {
            return new Target("127.0.0.1:54x32", "shop", USER, PASSWORD);
        }
    },
    CREDENTIALS_IN_THE_URL("url") {
        @Override
        Target target(Database database) {
            String userAndPassword = USER + ":" + PercentEncoding.encode(PASSWORD);
            return new Target(userAndPassword + "@127.0.0.1:54x32", "shop", USER, PASSWORD);
        }
    },
    PROBLEM_ROWS("of 6 integration rows cannot be migrated") {
        @Override
        MavenRun prepare(MavenRun build, Database database) {
            return build;
        }
    },
    LOCK_TIMEOUT("were not free within lockTimeout") {
        @Override
        MavenRun prepare(MavenRun build, Database database) {
            // Held until the server is closed.
            database.begin("LOCK TABLE phoenix_kit_settings IN SHARE ROW EXCLUSIVE MODE");
            return super.prepare(build, database).with("-Dphoenixkit.lockTimeout=1");
        }
    },
    SQL_ERROR("PostgreSQL refused") {
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
    CONSTRAINT_VIOLATION("PostgreSQL refused to write a row") {
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

    BuildOutcome(String message) {
        this.message = message;
    }

    /** What the build must print, to show that it ended as it was meant to. */
    String message() {
        return message;
    }

    Target target(Database database) throws IOException {
        return new Target(hostAndPort(database), database.name(), USER, PASSWORD);
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

    private static String hostAndPort(Database database) {
        return database.host() + ":" + database.port();
    }
}
