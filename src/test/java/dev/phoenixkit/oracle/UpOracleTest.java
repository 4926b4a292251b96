package dev.phoenixkit.oracle;

import static dev.phoenixkit.oracle.Example.row;
import static dev.phoenixkit.oracle.Example.uuid;
import static dev.phoenixkit.oracle.Example.v113;
import static dev.phoenixkit.oracle.Example.v114;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What else the oracle says is compared with what the plugin does, in the differential tests. */
final class UpOracleTest {
    private static final UUID ONE = uuid("1");
    private static final UUID TWO = uuid("2");

    /** What every key makes of every body. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # What is absent, null or empty is filled from the key.
            integration:google:default ¦ integration:google ¦ integration:google: | {} | {"provider": "google", "name": "default"}
            integration:p:n | {} ¦ {"provider": null, "name": null} ¦ {"provider": "", "name": ""} ¦ null ¦ NULL | {"provider": "p", "name": "n"}
            integration:p:a:b          | {} | {"provider": "p", "name": "a:b"}
            integration:p::b           | {} | {"provider": "p", "name": ":b"}
            integration:p:a:           | {} | {"provider": "p", "name": "a:"}
            'integration:p: '          | {} | {"provider": "p", "name": " "}
            'integration: '            | {} | {"provider": " ", "name": "default"}
            'integration:p:a\nb'       | {} | {"provider": "p", "name": "a\\u000ab"}
            integration::x             | {"provider": "p"} | {"provider": "p", "name": "x"}
            integration:               | {"provider": 7}   | {"provider": "7", "name": "default"}
            integration:p:n            | {"name": ""}      | {"name": "n", "provider": "p"}
            # The rest stays as it is.
            integration:p:n | {"name": "n", "big": 1.50000000000000000000000000, "provider": "p"} | {"name": "n", "big": 1.50000000000000000000000000, "provider": "p"}
            integration:p:n | {"x": 1.00, "names": {"name": 2.50}} | {"x": 1.00, "names": {"name": 2.50}, "provider": "p", "name": "n"}
            # Numbers and booleans become their text.
            integration:p:7     | {"provider": 7, "name": 7}         | {"provider": "7", "name": "7"}
            integration:p:2.50  | {"provider": 2.50, "name": 2.50}   | {"provider": "2.50", "name": "2.50"}
            integration:p:false | {"provider": false, "name": false} | {"provider": "false", "name": "false"}
            integration:p:true  | {"provider": true, "name": true}   | {"provider": "true", "name": "true"}
            integration:p:0     | {"provider": 0, "name": 0}         | {"provider": "0", "name": "0"}
            integration:p:n | {"name": "n", "provider": "other"} | {"name": "n", "provider": "other"}
            integration:p   | {"name": "default"} | {"name": "default", "provider": "p"}
            """)
    void rowsAreMigrated(String keys, String bodies, String after) {
        Expected expected = new Expected(List.of(v114(ONE, Example.compact(after))), Map.of(), List.of());

        assertThat(rows(keys, bodies)).allSatisfy(row -> assertThat(up(row)).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integration:google:work | {"name": "foo:default"} | {"name": "foo:default", "provider": "google"} | google | work    | foo:default
            integration:p:n | {"provider": " ", "name": " "}  | {"provider": " ", "name": " "}                | ' '    | n       | ' '
            integration:p   | {"name": "work"}                | {"name": "work", "provider": "p"}             | p      | default | work
            """)
    void nameOfTheBodyStaysWhereTheKeyDisagreesAndIsListed(
            String key, String body, String after, String provider, String oldName, String newName) {
        assertThat(up(v113(key, Example.compact(body))))
                .isEqualTo(new Expected(
                        List.of(v114(ONE, Example.compact(after))),
                        Map.of(),
                        List.of(new NameChange(ONE, provider, oldName, newName))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integration:p:n | {"provider": {}, "name": "n"} ¦ {"provider": {"a": 1}, "name": "n"} | PROVIDER_NOT_TEXT
            integration:p:n | {"provider": [], "name": "n"} ¦ {"provider": ["google"], "name": "n"} | PROVIDER_NOT_TEXT
            integration:p:n | {"provider": "p", "name": {}} ¦ {"provider": "p", "name": {"a": 1}} | NAME_NOT_TEXT
            integration:p:n | {"provider": "p", "name": []} ¦ {"provider": "p", "name": ["google"]} | NAME_NOT_TEXT
            integration:p:n | [] ¦ [null, {}] ¦ "" ¦ "p" ¦ 7 ¦ 1.0 ¦ true ¦ false | BODY_NOT_AN_OBJECT
            integration: ¦ integration:: ¦ integration::x ¦ integration::a:b | {} ¦ {"provider": "", "name": "n"} ¦ NULL | PROVIDER_MISSING
            integration::n | {"name": []} | PROVIDER_MISSING NAME_NOT_TEXT
            """)
    void rowsAreProblems(String keys, String bodies, String reasons) {
        assertThat(rows(keys, bodies)).allSatisfy(row -> assertThat(up(row)).isEqualTo(Example.problem(row, reasons)));
    }

    /** A row of each key with each body. */
    private static List<OracleRow> rows(String keys, String bodies) {
        return Stream.of(keys.split(" ¦ "))
                .flatMap(key -> Stream.of(bodies.split(" ¦ "))
                        .map(body -> v113(key, body.equals("NULL") ? null : Example.compact(body))))
                .toList();
    }

    @Test
    void uuidThatIsAnotherRowsKeyIsAProblem() {
        OracleRow holder = row(TWO, ONE.toString(), null, null);
        OracleRow row = v113("integration:p:n", "{}");

        assertThat(up(row, holder))
                .isEqualTo(new Expected(
                        List.of(row, holder), Map.of(ONE, Set.of(OracleProblem.UUID_TAKEN_AS_KEY)), List.of()));
    }

    private static Expected up(OracleRow... rows) {
        return UpOracle.expect(List.of(rows), OracleMode.SKIP);
    }
}
