package dev.phoenixkit.maven;

import dev.phoenixkit.connect.Connector;
import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.maven.parameters.Parameters;
import dev.phoenixkit.testing.ChildJvm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.maven.settings.Settings;

/** Connects as a goal does, in a JVM of its own, with the environment and the options that only a start can give. */
public final class ConnectingJvm {
    private final List<String> environment = new ArrayList<>(List.of("env", "-i", "LC_ALL=C.UTF-8"));
    private final List<String> options = new ArrayList<>();
    private final List<String> shell = new ArrayList<>();

    /** Adds a variable. */
    ConnectingJvm with(String variable, String value) {
        environment.add(variable + "=" + value);
        return this;
    }

    /** Adds an option of the JVM. */
    ConnectingJvm option(String option) {
        options.add(option);
        return this;
    }

    /** Sets variables in the words of a shell, which can write any byte. */
    ConnectingJvm shell(String assignments) {
        shell.addAll(List.of("sh", "-c", assignments + " exec \"$@\"", "sh"));
        return this;
    }

    /** What it found, then where it got to or why not. */
    String connectTo(String url, int seconds) {
        with("JDK_JAVA_OPTIONS", String.join(" ", options));
        environment.addAll(shell);
        try (ChildJvm jvm =
                ChildJvm.start(environment, "-Xmx64m", ConnectingJvm.class, url, Integer.toString(seconds))) {
            return jvm.awaitEnd();
        }
    }

    /** Prints the address of the server, the role and whether the connection is encrypted. */
    public static void main(String[] arguments) throws SQLException {
        ConnectionParameters parameters =
                new ConnectionParameters(arguments[0], null, null, null, null, Integer.parseInt(arguments[1]));
        BuildSources build = new BuildSources(
                new Settings(),
                null,
                new Parameters(Set.of(), Set.of(), List.of(), new Properties(), new Properties(), new Properties()),
                System::getenv,
                System.getProperty("user.home"));
        try {
            ConnectionParameters.Connection found = parameters.resolve(build);
            System.out.println(found.origins());
            try (Connection connection = Connector.open(found.settings());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT host(inet_server_addr()), current_user, ssl"
                            + " FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
                row.next();
                System.out.println(
                        "connected to " + row.getString(1) + " as " + row.getString(2) + ", TLS " + row.getBoolean(3));
            }
        } catch (CannotRunException e) {
            System.out.println(e.getMessage());
        }
    }
}
