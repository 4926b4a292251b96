package dev.phoenixkit.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.fleet.Fleet;
import dev.phoenixkit.report.Report;
import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.TestDatabase;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When v114-status with failIfPending fails the build. */
@Tag("database")
class FailIfPendingTest {
    private static final Fleet.Options ALL = Fleet.Options.of(List.of(), V114StatusMojo.WAIT_TO_READ);

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private final RecordedLog log = new RecordedLog();
    private Database reader;

    @ParameterizedTest
    @ValueSource(strings = {"114", "135"})
    void passesWhereV114IsInForceAndRowsFit(String version) {
        db.setVersion(version);
        run("public");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            113 | SELECT | schema public at version 113
            114 | INSERT INTO phoenix_kit_settings (key) VALUES ('integration:google:a') | schema public at version 114 with 1 row that does not fit it
            114 | ALTER TABLE phoenix_kit_settings DROP CONSTRAINT phoenix_kit_settings_pkey, ALTER uuid DROP NOT NULL | schema public at version 114 with rows that cannot be looked at
            x   | SELECT | schema public at version "x"
            """)
    void failsWhereV114IsNotInForceOrRowsDoNotFit(String version, String statement, String found) {
        db.setVersion(version);
        db.execute(statement);

        assertThatThrownBy(() -> run("public"))
                .isInstanceOf(RefusedException.class)
                .hasMessage(
                        "V114 is pending on " + db.host() + ":" + db.port() + "/" + db.name() + " as " + reader.user()
                                + ". Expected: version 114 or above, and rows that fit it. Found: " + found
                                + ". Run v114-up, or mend the rows that v114-status lists.");
        assertThat(log.lines()).hasSizeGreaterThan(1);
    }

    @Test
    void failsWhereOneOfManySchemasIsPending() {
        db.setVersion("114");
        db.createPhoenixKit("tenant", "113");

        assertThatThrownBy(() -> run("public", "tenant")).hasMessageContaining("Found: schema tenant at version 113. ");
    }

    @Test
    void failsWithoutPhoenixKit() {
        db.execute("DROP TABLE phoenix_kit, phoenix_kit_settings");
        assertThatThrownBy(() -> run())
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Found: no schema that holds PhoenixKit. ");
    }

    private void run(String... readable) {
        reader = db.createReader(readable);
        new StatusGoal(log).run(reader.settings(), ALL, true, new Report.Paths(Optional.empty(), Optional.empty()));
    }
}
