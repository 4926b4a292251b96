package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is sent arrives nowhere, and the connection stays open: a proxy takes it and does not hand it on. */
@Tag("database")
class SilentServerTest {
    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @Test
    void isNoticedWithinAMinuteDuringATryForTheLocksAndDuringCommit() {
        db.insert("integration:google:work", "{}", null);
        try (TcpProxy one = TcpProxy.to(db);
                TcpProxy two = TcpProxy.to(db)) {
            TestRun trying = silentAt("LOCK TABLE", one);
            TestRun committing = silentAt(TcpProxy.COMMIT, two);
            long start = System.nanoTime();

            assertThat(trying.fails(CannotRunException.class))
                    .hasMessage(
                            "The connection to the server was lost before the commit: no answer came in time"
                                    + " (SQLSTATE 08006). PostgreSQL rolls back what was begun, so nothing was changed. Run again.");
            assertThat(committing.fails(OutcomeUnknownException.class))
                    .hasMessageStartingWith("The connection to the server was lost during the commit (no answer came in"
                            + " time (SQLSTATE 08006)), so the outcome is unknown");

            Duration took = Duration.ofNanos(System.nanoTime() - start);
            Rounds.figure("a server that fell silent was noticed after, s", took.toSeconds());
            assertThat(took).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(100));
        }
    }

    private TestRun silentAt(String text, TcpProxy proxy) {
        ProxyGate gate = proxy.holdAt(text);
        TestRun run = db.through(proxy).up().start();
        gate.awaitReached();
        return run;
    }
}
