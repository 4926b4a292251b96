package dev.phoenixkit.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contenders do the same work, and one that does not is found out. */
@Tag("database")
class RefereeTest {
    private static final int ROWS = 300;
    private static final String INTEGRATION =
            " WHERE module = 'integrations' AND date_added = '2026-01-01 00:00:07+00'";

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    @ParameterizedTest
    @EnumSource
    void acceptsWhatEachContenderMakesOfEachWorkload(Workload workload) throws SQLException {
        insert(workload);
        Referee referee = new Referee(workload, ROWS);
        for (Contender contender : List.of(Contender.PLAIN, Contender.OURS)) {
            restore(workload);
            long rows = run(contender, workload);
            assertThatCode(() -> referee.check(contender, rows, db.database())).doesNotThrowAnyException();
        }
    }

    static List<Arguments> wrongRows() {
        String content = "contents of the table should be";
        String agreement = "rows whose body is complete and agrees with the key should be 300 and is 299";
        return List.of(
                Arguments.of(Workload.UP_WORST, "value_json = value_json || '{\"status\": \"lost\"}'", content),
                Arguments.of(Workload.UP_WORST, "value_json = value_json || '{\"name\": \"\"}'", agreement),
                Arguments.of(Workload.UP_TYPICAL, "key = 'x' || key", "rows in the new shape should be 300 and is 299"),
                Arguments.of(Workload.UP_TYPICAL, "date_updated = now() + interval '1 day'", content),
                Arguments.of(Workload.DOWN, "value_json = value_json || '{\"name\": \"another\"}'", agreement),
                Arguments.of(Workload.DOWN_LARGE, "key = key || 'x'", agreement));
    }

    @ParameterizedTest
    @MethodSource("wrongRows")
    void rejectsARowThatIsNotAsItShouldBe(Workload workload, String change, String message) throws SQLException {
        insert(workload);
        Referee referee = new Referee(workload, ROWS);
        referee.check(Contender.PLAIN, run(Contender.PLAIN, workload), db.database());
        restore(workload);
        long rows = run(Contender.OURS, workload);

        db.execute("UPDATE phoenix_kit_settings SET " + change + INTEGRATION);

        assertThatIllegalStateException()
                .isThrownBy(() -> referee.check(Contender.OURS, rows, db.database()))
                .withMessageContaining("Wrong result of ours on " + workload.title())
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource(names = {"UP_TYPICAL", "DOWN"})
    void rejectsAVersionThatWasNotWritten(Workload workload) throws SQLException {
        insert(workload);
        long rows = run(Contender.PLAIN, workload);
        db.execute("COMMENT ON TABLE phoenix_kit IS '" + workload.from() + "'");

        assertThatIllegalStateException()
                .isThrownBy(() -> new Referee(workload, ROWS).check(Contender.PLAIN, rows, db.database()))
                .withMessageContaining("version should be " + workload.to() + " and is " + workload.from());
    }

    private void insert(Workload workload) {
        db.execute(
                Rows.insert(workload, ROWS),
                "CREATE TABLE kept AS TABLE phoenix_kit_settings",
                "COMMENT ON TABLE phoenix_kit IS '" + workload.from() + "'");
    }

    private void restore(Workload workload) {
        db.execute(
                "TRUNCATE phoenix_kit_settings",
                "INSERT INTO phoenix_kit_settings SELECT * FROM kept",
                "COMMENT ON TABLE phoenix_kit IS '" + workload.from() + "'");
    }

    private long run(Contender contender, Workload workload) throws SQLException {
        Database database = db.database();
        try (Connection connection = PluginRun.connect(
                database.host(), database.port(), database.name(), database.user(), database.password())) {
            return contender.run(connection, workload);
        }
    }
}
