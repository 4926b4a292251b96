package dev.phoenixkit.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("database")
class StandbyTest {
    @Test
    void aStandbyIsRefused() throws IOException {
        try (OwnServer server = OwnServer.builder().start()) {
            Database database = server.createPhoenixKit("shop");
            database.insert("integration:google:work", "{}", null);
            server.stop();
            Files.createFile(server.dataDirectory().resolve("standby.signal"));
            server.adopt();
            server.start();
            Snapshot before = database.snapshot();

            assertThat(database.up().fails(RefusedException.class))
                    .hasMessageContaining(
                            "the server is a standby, which cannot be written to; connect to the primary");
            TestRun dry = database.up().dry();
            assertThat(dry.run().migrated()).isEqualTo(1);
            assertThat(dry.findings(Kind.CONNECTION)).singleElement().asString().contains("the server is a standby");
            assertThat(database.snapshot()).isEqualTo(before);
        }
    }
}
