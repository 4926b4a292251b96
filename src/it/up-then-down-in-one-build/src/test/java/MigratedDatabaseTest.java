import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Stands for a user's integration test; it notes in the database what it found there, for the verify script. */
class MigratedDatabaseTest {
    @Test
    void findsTheDatabaseMigrated() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        System.getProperty("phoenixkit.url"),
                        System.getProperty("phoenixkit.username"),
                        System.getProperty("phoenixkit.password"));
                Statement statement = connection.createStatement()) {
            assertEquals(
                    1,
                    statement.executeUpdate("INSERT INTO seen_by_the_test"
                            + " SELECT obj_description('phoenix_kit'::regclass), count(*) FILTER (WHERE key LIKE 'integration:%')"
                            + " FROM phoenix_kit_settings"));
        }
    }
}
