package dev.phoenixkit.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.LockTimeoutException;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class PreparedTransactionTest {
    @Test
    void oneThatHoldsTheLockIsNamedThoughItHasNoSession() throws SQLException {
        try (OwnServer server =
                OwnServer.builder().setting("max_prepared_transactions", "1").start()) {
            Database database = server.createPhoenixKit("shop");
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("BEGIN");
                statement.execute("LOCK TABLE phoenix_kit_settings IN SHARE MODE");
                statement.execute("PREPARE TRANSACTION 'forgotten'");
            }
            assertThat(database.up().lockTimeout(Duration.ZERO).fails(LockTimeoutException.class))
                    .hasMessageContaining("Held by: a prepared transaction (pg_prepared_xacts), ShareLock on"
                            + " phoenix_kit_settings. Let");
        }
    }
}
