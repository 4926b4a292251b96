package dev.phoenixkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.phoenixkit.testing.ChildJvm;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.Listeners;
import dev.phoenixkit.testing.OpenTransaction;
import dev.phoenixkit.testing.OwnServer;
import dev.phoenixkit.testing.Rounds;
import dev.phoenixkit.testing.TestRun;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network drops every packet: client and server are in a network namespace of their own, which is cut. */
@Tag("database")
public class DroppedPacketsTest {
    private static final List<String> NAMESPACE =
            List.of("unshare", "-Urn", "sh", "-c", "ip link set lo up && exec \"$@\"", "sh");

    @Test
    void areNoticedWithinAboutAMinuteDuringATryForTheLocksAndDuringCommit() {
        assumeThat(run("unshare", "-Urn", "ip", "link", "set", "lo", "up"))
                .as("network namespaces are allowed, and ip of iproute2 is installed")
                .isTrue();
        try (ChildJvm child = ChildJvm.start(NAMESPACE, "-Xmx128m", DroppedPacketsTest.class)) {
            told(child, "trying", "lost before the commit: no answer came in time");
            told(child, "committing", "so the outcome is unknown");
        }
    }

    private static void told(ChildJvm child, String what, String message) {
        String[] line = String.valueOf(child.readLine()).split(" ", 3);
        assertThat(line).hasSize(3);
        assertThat(line[0]).isEqualTo(what);
        assertThat(line[2]).contains(message);
        Rounds.figure("dropped packets while " + what + " were noticed after, s", line[1]);
        assertThat(Integer.parseInt(line[1])).isBetween(50, 100);
    }

    private static boolean run(String... command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs in the namespace. */
    public static void main(String[] args) {
        try (OwnServer server = OwnServer.builder().start()) {
            Database locked = database(server, "locked");
            OpenTransaction other = locked.begin("LOCK TABLE phoenix_kit_settings");
            TestRun trying = locked.up().start();
            AtomicLong cut = new AtomicLong();
            TestRun committing = database(server, "shop")
                    .up()
                    .before(Listeners.beforeCommit(() -> {
                        trying.awaitWaiting();
                        if (run("ip", "link", "set", "lo", "down")) {
                            cut.set(System.nanoTime());
                        }
                    }))
                    .start();
            tell("trying", trying, cut);
            tell("committing", committing, cut);
            other.close();
        }
    }

    private static Database database(OwnServer server, String name) {
        Database database = server.createPhoenixKit(name);
        database.insert("integration:google:work", "{}", null);
        return database;
    }

    private static void tell(String what, TestRun run, AtomicLong since) {
        String message = catchThrowable(run::join).getMessage();
        System.out.println(
                what + " " + Duration.ofNanos(System.nanoTime() - since.get()).toSeconds() + " " + message);
    }
}
