package dev.phoenixkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.MavenRun;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.Stall;
import dev.phoenixkit.testing.TcpProxy;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server, or the way to it, is lost while Maven runs: the build fails and says what is known. */
@Tag("database")
class LostServerIT {
    @TempDir
    Path folder;

    @Test
    void inMidRunTheBuildSaysThatNothingWasChanged() {
        try (OwnServer server = OwnServer.builder().start()) {
            Database database = database(server);
            try (Stall stall = Stall.beforeTheCommit(database);
                    MavenRun.Running maven = up(database).start()) {
                stall.awaitReached();
                server.stopImmediately();
                MavenRun.Result build = maven.end();
                assertThat(build.status()).isEqualTo(1);
                assertThat(build.log()).contains("so nothing was changed. Run again.");
                server.start();
                assertThat(database.version()).isEqualTo("113");
            }
            MavenRun.Result rerun = up(database).run();
            assertThat(rerun.status()).as(rerun.log()).isZero();
            assertThat(database.version()).isEqualTo("114");
        }
    }

    @Test
    void duringTheCommitTheBuildSaysThatTheOutcomeIsUnknown() {
        try (OwnServer server = OwnServer.builder().start();
                TcpProxy proxy = TcpProxy.to(server.host(), server.port())) {
            Database database = database(server);
            ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
            try (MavenRun.Running maven = up(database.through(proxy)).start()) {
                gate.awaitReached();
                gate.letPassAndCutAnswer();
                MavenRun.Result build = maven.end();
                assertThat(build.status()).isEqualTo(1);
                assertThat(build.log())
                        .contains("so the outcome is unknown: the migration is either complete or not there at all."
                                + " Run v114-status to see which");
            }
            assertThat(database.version()).isEqualTo("114");
        }
    }

    private MavenRun up(Database database) {
        return MavenRun.in(folder).on(database).goal("v114-up");
    }

    private static Database database(OwnServer server) {
        Database database = server.createPhoenixKit("shop");
        database.insert("integration:google:work", "{}", null);
        return database;
    }
}
