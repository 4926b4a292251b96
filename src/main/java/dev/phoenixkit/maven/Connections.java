package dev.phoenixkit.maven;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.maven.plugin.logging.Log;

/** Ends connections whose work is done. */
final class Connections {

    private Connections() {}

    /** Closes; a failure to do so changes nothing any more, so it does not fail the build. */
    static void close(Connection connection, Log log) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("Closing the connection failed after the work was done, SQLSTATE " + e.getSQLState());
        }
    }
}
