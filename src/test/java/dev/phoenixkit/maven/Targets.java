package dev.phoenixkit.maven;

import dev.phoenixkit.connect.ConnectionSettings;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.connect.ServerAddress;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.ReadOnlyRole;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The databases of tests, as the goals are told of them. */
final class Targets {

    private Targets() {}

    static ConnectionSettings of(Database database) {
        return of(database, database.user(), database.password());
    }

    static ConnectionSettings of(ReadOnlyRole role) {
        return of(role.database(), role.name(), role.password());
    }

    private static ConnectionSettings of(Database database, String user, String password) {
        return new ConnectionSettings(
                List.of(new ServerAddress(database.host(), database.port())),
                database.name(),
                user,
                Optional.of(new Secret(password)),
                "the test",
                Map.of(),
                Duration.ofSeconds(20));
    }
}
