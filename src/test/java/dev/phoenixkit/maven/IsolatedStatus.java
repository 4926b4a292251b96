package dev.phoenixkit.maven;

import dev.phoenixkit.connect.DatabaseUrl;
import dev.phoenixkit.connect.Secret;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.report.Report;
import java.sql.Driver;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A run of v114-status for a class loader of its own, into and out of which only types of the JDK go. */
public final class IsolatedStatus implements Supplier<String> {
    private final String url;
    private final String user;
    private final String password;

    /** A run on this database. */
    public IsolatedStatus(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Runs, and returns what was logged or why it failed. */
    @Override
    public String get() {
        RecordedLog log = new RecordedLog();
        try {
            new StatusGoal(log)
                    .run(
                            DatabaseUrl.parse(url)
                                    .settings(
                                            user, Optional.of(new Secret(password)), "the test", Duration.ofSeconds(1)),
                            Fleet.Options.of(List.of(), Duration.ofSeconds(1)),
                            false,
                            new Report.Paths(Optional.empty(), Optional.empty()));
        } catch (CannotRunException e) {
            return e.getMessage();
        }
        return log.text();
    }

    /** The drivers that this class's loader has registered; others do not see them. */
    @Override
    public String toString() {
        return DriverManager.drivers()
                .map(Driver::getClass)
                .filter(type -> type.getClassLoader() == getClass().getClassLoader())
                .toList()
                .toString();
    }
}
