package dev.phoenixkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.Stall;
import dev.phoenixkit.testing.TcpProxy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server, or the way to it, is lost while Maven runs: the build fails and says what is known. */
@Tag("database")
class LostServerIT {
    @Test
    void inMidRunTheBuildSaysThatNothingWasChanged() {
        try (OwnServer server = OwnServer.builder().start()) {
            Database database = database(server);
            try (Stall stall = Stall.beforeTheCommit(database);
                    MavenProcess maven = MavenProcess.start("v114-up", database)) {
                stall.awaitReached();
                server.stopImmediately();
                assertThat(maven.status()).isEqualTo(1);
                assertThat(maven.output()).contains("so nothing was changed. Run again.");
                server.start();
                assertThat(database.version("public")).isEqualTo("113");
            }
            try (MavenProcess maven = MavenProcess.start("v114-up", database)) {
                assertThat(maven.status()).as(maven.output()).isZero();
            }
            assertThat(database.version("public")).isEqualTo("114");
        }
    }

    @Test
    void duringTheCommitTheBuildSaysThatTheOutcomeIsUnknown() {
        try (OwnServer server = OwnServer.builder().start();
                TcpProxy proxy = TcpProxy.to(server.host(), server.port())) {
            Database database = database(server);
            ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
            String url = "jdbc:postgresql://" + proxy.host() + ":" + proxy.port() + "/" + database.name();
            try (MavenProcess maven = MavenProcess.start("v114-up", database, url)) {
                gate.awaitReached();
                gate.letPassAndCutAnswer();
                assertThat(maven.status()).isEqualTo(1);
                assertThat(maven.output())
                        .contains("so the outcome is unknown: the migration is either complete or not there at all."
                                + " Run v114-status to see which");
            }
            assertThat(database.version("public")).isEqualTo("114");
        }
    }

    private static Database database(OwnServer server) {
        Database database = server.createDatabase("shop");
        database.createPhoenixKit("public", "113");
        database.insertSetting("public", "integration:google:work", "{}", null);
        return database;
    }
}
