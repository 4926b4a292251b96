package dev.phoenixkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.phoenixkit.testing.TestDatabase;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("database")
final class OracleDatabaseTest {
    private static final String TABLE = "\"public\".\"phoenix_kit_settings\"";
    private static final int SIZE = 500;

    @RegisterExtension
    final TestDatabase db = new TestDatabase();

    private OracleDatabase table;

    @BeforeEach
    void openAnEmptyTable() throws SQLException {
        db.execute(
                "TRUNCATE " + TABLE,
                "ALTER TABLE " + TABLE + " ALTER COLUMN date_added DROP NOT NULL",
                "ALTER DATABASE \"" + db.name() + "\" SET TimeZone = 'Asia/Kathmandu'");
        table = new OracleDatabase(db.connect(), TABLE);
    }

    @Test
    void everyColumnIsReadAsItWasWritten() throws SQLException {
        OracleRow full = new OracleRow(
                Example.uuid("1"),
                "k\n\ud83d\ude00",
                "v",
                "{\"a\": 1.00}",
                "m",
                "2024-05-06 07:08:09.00001",
                "infinity");
        OracleRow nulls = new OracleRow(Example.uuid("2"), "k", null, null, null, null, "-infinity");
        OracleRow jsonNull =
                new OracleRow(Example.uuid("f"), "l", "", "null", "", "2024-05-06 07:08:09", "2001-01-01 00:00:00");

        table.insert(List.of(jsonNull, nulls, full));

        assertThat(table.readAll()).containsExactly(full, nulls, jsonNull);
    }

    @Test
    void differentTableFailsWithTheContextAndWhatDiffers() throws SQLException {
        OracleRow row = Example.named("1", "n");
        table.insert(List.of(row));

        table.assertHolds(List.of(row.withValueJson("{\"provider\":\"p\",\"name\":\"n\"}")), "seed 7");
        assertThatThrownBy(() -> table.assertHolds(List.of(row.withKey("other")), "seed 7"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("seed 7: rows that differ", row.uuid().toString(), "key=other");
    }

    @Test
    void bodiesAreCutAsTheServerCutsThem() throws SQLException {
        List<OracleRow> rows = written(RandomRows.down(1, SIZE));
        List<OracleRow> objects = rows.stream()
                .filter(row -> OracleBody.of(row.valueJson()).isPresent())
                .toList();
        List<OracleRow> rewritten = objects.stream()
                .map(row ->
                        row.withValueJson(OracleBody.of(row.valueJson()).get().text()))
                .toList();

        assertThat(objects).hasSizeGreaterThan(SIZE / 2);
        assertThat(table.normalised(rewritten)).isEqualTo(objects);
    }

    @ParameterizedTest
    @ValueSource(strings = {"provider", "name"})
    void membersAreReadAsTheServerReadsThem(String member) throws SQLException {
        List<OracleField> fields = written(RandomRows.up(1, SIZE)).stream()
                .map(row -> OracleBody.of(row.valueJson()).orElse(OracleBody.empty()))
                .map(body -> body.field(member))
                .toList();

        String value = "value_json->'" + member + "'";
        assertThat(db.query("SELECT CASE WHEN jsonb_typeof(" + value + ") IN ('string', 'number', 'boolean') THEN"
                        + " nullif(value_json->>'" + member + "', '') END FROM " + TABLE + " ORDER BY uuid"))
                .isEqualTo(fields.stream().map(field -> field.textOr(null)).toList());
        assertThat(db.query("SELECT coalesce(jsonb_typeof(" + value + ") IN ('object', 'array'), false) FROM " + TABLE
                        + " ORDER BY uuid"))
                .isEqualTo(fields.stream()
                        .map(field -> field.isStructure() ? "t" : "f")
                        .toList());
    }

    @Test
    void rowsAreOrderedAsTheServerOrdersThem() throws SQLException {
        List<OracleRow> rows = written(RandomRows.downWithNullDates(1, SIZE));

        assertThat(db.query("SELECT uuid FROM " + TABLE + " ORDER BY date_added NULLS LAST, uuid"))
                .isEqualTo(rows.stream()
                        .sorted(DownOracle.ORDER)
                        .map(row -> row.uuid().toString())
                        .toList());
        assertThat(rows)
                .isSortedAccordingTo(Comparator.comparing(row -> row.uuid().toString()));
    }

    private List<OracleRow> written(List<RandomRow> random) throws SQLException {
        db.execute("TRUNCATE " + TABLE);
        table.insert(RandomRows.rows(random));
        List<OracleRow> written = table.readAll();
        assertThat(written).hasSize(random.size());
        return written;
    }
}
