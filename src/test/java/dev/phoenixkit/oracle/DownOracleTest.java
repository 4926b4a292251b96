package dev.phoenixkit.oracle;

import static dev.phoenixkit.oracle.Example.named;
import static dev.phoenixkit.oracle.Example.row;
import static dev.phoenixkit.oracle.Example.uuid;
import static dev.phoenixkit.oracle.Example.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else the oracle says is compared with what the plugin does, in the differential tests. */
final class DownOracleTest {
    private static final UUID ONE = uuid("1");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"provider": "google", "name": "a:b", "x": 1.00} | integration:google:a:b
            {"provider": "p"} ¦ {"provider": "p", "name": null} ¦ {"provider": "p", "name": ""} | integration:p:default
            {"provider": 7, "name": 7} | integration:7:7
            {"provider": 2.50, "name": 2.50} | integration:2.50:2.50
            {"provider": false, "name": false} | integration:false:false
            {"provider": " ", "name": " "} | 'integration: : '
            """)
    void keyComesFromTheBodyAndNothingElseChanges(String bodies, String key) {
        for (String body : bodies.split(" ¦ ")) {
            OracleRow row = v114(ONE, body);

            assertThat(down(row)).isEqualTo(new Expected(List.of(row.withKey(key)), Map.of(), List.of()));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {} ¦ {"name": "n"} ¦ {"provider": null, "name": "n"} ¦ {"provider": "", "name": "n"} | PROVIDER_MISSING
            {"provider": {}, "name": "n"} ¦ {"provider": [], "name": "n"} | PROVIDER_NOT_TEXT
            {"provider": {"a": 1}, "name": "n"} ¦ {"provider": ["p"], "name": "n"} | PROVIDER_NOT_TEXT
            {"provider": "p", "name": {}} ¦ {"provider": "p", "name": []} | NAME_NOT_TEXT
            {"provider": "p", "name": {"a": 1}} ¦ {"provider": "p", "name": ["p"]} | NAME_NOT_TEXT
            [] ¦ "p" ¦ 7 ¦ true | BODY_NOT_AN_OBJECT
            null ¦ NULL | BODY_NOT_AN_OBJECT PROVIDER_MISSING
            """)
    void rowsAreProblems(String bodies, String reasons) {
        for (String body : bodies.split(" ¦ ")) {
            OracleRow row = v114(ONE, body.equals("NULL") ? null : body);

            assertThat(down(row)).isEqualTo(Example.problem(row, reasons));
        }
    }

    @Test
    void charactersAreCountedAsTheServerCountsThem() {
        String emoji = "\ud83d\ude00";
        OracleRow tooLong = named("1", emoji.repeat(242));

        assertThat(down(named("1", emoji.repeat(241))).rows())
                .extracting(OracleRow::key)
                .containsExactly("integration:p:" + emoji.repeat(241));
        assertThat(down(tooLong)).isEqualTo(Example.problem(tooLong, "KEY_TOO_LONG"));
    }

    private static Expected down(OracleRow... rows) {
        return DownOracle.expect(List.of(rows), OracleMode.SKIP);
    }
}
