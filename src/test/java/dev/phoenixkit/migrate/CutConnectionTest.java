package dev.phoenixkit.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.errors.OutcomeUnknownException;
import dev.phoenixkit.testing.ProxyGate;
import dev.phoenixkit.testing.Snapshot;
import dev.phoenixkit.testing.Stall;
import dev.phoenixkit.testing.TcpProxy;
import dev.phoenixkit.testing.TestDatabase;
import dev.phoenixkit.testing.TestRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The connection is cut by a proxy that waits for a certain statement. */
@Tag("database")
class CutConnectionTest {
    private static final String UNKNOWN = "The connection to the server was lost during the commit \\(.*\\), so the"
            + " outcome is unknown: the migration is either complete or not there at all\\. Run v114-status to see"
            + " which; running the goal again is safe in both cases\\.";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private TcpProxy proxy;
    private Snapshot before;

    @BeforeEach
    void open() {
        db.insert("integration:google:work", "{}", null);
        before = db.snapshot();
        proxy = TcpProxy.to(db);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void beforeTheCommitArrivesTheOutcomeIsUnknownAndNothingIsChanged() {
        ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
        TestRun run = db.through(proxy).up().start();
        gate.awaitReached();
        gate.cut();
        assertThat(run.fails(OutcomeUnknownException.class)).hasMessageMatching(UNKNOWN);
        nothingIsChangedAndARerunWorks();
    }

    @Test
    void beforeTheAnswerToTheCommitTheOutcomeIsUnknownAndAllIsDone() {
        ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
        TestRun run = db.through(proxy).up().start();
        gate.awaitReached();
        assertThat(db.snapshot()).isEqualTo(before);
        gate.letPassAndCutAnswer();
        assertThat(run.fails(OutcomeUnknownException.class)).hasMessageMatching(UNKNOWN);

        assertThat(db.version()).isEqualTo("114");
        Snapshot after = db.snapshot();
        assertThat(after.byKey("integration:google:work")).isEmpty();
        assertThat(db.up().run().isNothingToDo()).isTrue();
        assertThat(db.snapshot()).isEqualTo(after);
    }

    /** A pooler whose server is gone, and a server that goes down; severities come in the server's language. */
    @ParameterizedTest
    @CsvSource({"FATAL, 58000", "SCHWERWIEGEND, 58000", "FEHLER, XX000", "ERROR, XX000", "PANIC, 58030", "PANIK, 58030"
    })
    void anErrorInPlaceOfTheAnswerToTheCommitIsNoSignOfARollback(String severity, String state, @TempDir Path folder)
            throws IOException {
        Path report = folder.resolve("up.jsonl");
        Path page = folder.resolve("up.html");
        ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
        TestRun run = db.through(proxy).up().report(report).page(page).start();
        gate.awaitReached();
        gate.letPassAndAnswer(error(severity, state));

        assertThatThrownBy(run::join)
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageMatching(UNKNOWN);
        assertThat(db.version()).isEqualTo("114");
        assertThat(Files.readString(report)).contains("\"prepared\"").doesNotContain("\"failed\"");
        assertThat(Files.readString(page)).contains("Outcome unknown</h1>");
        db.down().restore(report).run();
        assertThat(db.snapshot().contents()).isEqualTo(before.contents());
    }

    /** An ErrorResponse (PostgreSQL manual, 54.7). */
    private static byte[] error(String severity, String state) {
        byte[] fields =
                ("S" + severity + "\0C" + state + "\0Mserver conn crashed?\0\0").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + fields.length)
                .put((byte) 'E')
                .putInt(4 + fields.length)
                .put(fields)
                .array();
    }

    @Test
    void downIsNoDifferent() {
        db.up().run();
        before = db.snapshot();
        ProxyGate gate = proxy.holdAt(TcpProxy.COMMIT);
        TestRun run = db.through(proxy).down().start();
        gate.awaitReached();
        gate.letPassAndCutAnswer();
        run.fails(OutcomeUnknownException.class);
        assertThat(db.version()).isEqualTo("113");
        assertThat(db.snapshot().byKey("integration:google:work")).isPresent();
    }

    @Test
    void inTheMiddleItIsSaidThatNothingIsChanged() {
        ProxyGate gate = proxy.holdAt("UPDATE \"public\".phoenix_kit_settings");
        TestRun run = db.through(proxy).up().start();
        gate.awaitReached();
        gate.cut();
        assertThat(run.fails(CannotRunException.class))
                .hasMessageMatching("The connection to the server was lost before the commit: .*\\. PostgreSQL rolls"
                        + " back what was begun, so nothing was changed\\. Run again\\.");
        nothingIsChangedAndARerunWorks();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pg_terminate_backend | The connection to the server was lost before the commit: FATAL: terminating connection due to administrator command (SQLSTATE 57P01). PostgreSQL rolls back what was begun, so nothing was changed. Run again.
            pg_cancel_backend | PostgreSQL refused a statement: ERROR: canceling statement due to user request (SQLSTATE 57014). All of it was rolled back, nothing was changed.
            """)
    void anAdministratorWhoEndsItIsNamedAsTheReason(String function, String message) {
        try (Stall stall = Stall.beforeTheFirstUpdate(db)) {
            TestRun run = db.up().start();
            stall.awaitReached();
            db.execute("SELECT " + function + "(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'phoenixkit-maven-plugin' AND datname = current_database()");
            assertThat(run.fails(CannotRunException.class)).hasMessage(message);
        }
        nothingIsChangedAndARerunWorks();
    }

    private void nothingIsChangedAndARerunWorks() {
        assertThat(db.snapshot()).isEqualTo(before);
        assertThat(db.up().run().migrated()).isEqualTo(1);
    }
}
