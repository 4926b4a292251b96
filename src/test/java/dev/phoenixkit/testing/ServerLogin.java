package dev.phoenixkit.testing;

import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A server that somebody else runs: where it is, and the user to be there. */
public record ServerLogin(String host, int port, String user, String password) implements Server {
    /** The property that says where the database tests run. */
    static final String CHOICE = "phoenixkit-test.postgres";

    /** Takes a URL of the driver's with a superuser's name and password among its parameters. */
    static ServerLogin at(String url) {
        Properties parts = Driver.parseURL(url, new Properties());
        if (parts == null || PGProperty.USER.getOrDefault(parts) == null || parts.getProperty("password") == null) {
            throw new IllegalArgumentException("-D" + CHOICE + " needs the form "
                    + "jdbc:postgresql://host:port/database?user=…&password=… with a superuser's name and password.");
        }
        return new ServerLogin(
                PGProperty.PG_HOST.getOrDefault(parts),
                Integer.parseInt(PGProperty.PG_PORT.getOrDefault(parts)),
                PGProperty.USER.getOrDefault(parts),
                parts.getProperty("password"));
    }
}
