package dev.phoenixkit.maven.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearMissTest {

    private static final Set<String> KNOWN = Set.of("phoenixkit.dryRun", "phoenixkit.lockTimeout", "phoenixkit.url");

    @ParameterizedTest
    @CsvSource({
        "phoenixkit.dryrun, dryRun",
        "PHOENIXKIT.DRYRUN, dryRun",
        "phoenixkit.dry-run, dryRun",
        "phoenixkit.dry_run, dryRun",
        "phoenixkit-dry.run, dryRun",
        "phoenixkitdryRun, dryRun",
        "phoenixkit.dryRn, dryRun",
        "phoenixkit.drryRunn, dryRun",
        "phoenixkit.dryRnu, dryRun",
        "phoneixkit.drRyun, dryRun",
        "phoenixkti.dryRan, dryRun",
        "phoenixkit.wetRun, ",
        "phoenixkit.lockTimeouts, lockTimeout",
        "phoenixkit.timeout, ",
        "phoenixkit.uri, url",
        "phoenixkit.version, ",
        "dryRun, ",
        "env.PHOENIXKIT_URL, ",
        "x, ",
    })
    void isFoundByCaseDashesAndUpToTwoLetters(String name, String meant) {
        assertThat(new NearMiss(KNOWN).of(name))
                .isEqualTo(Optional.ofNullable(meant).map(known -> "phoenixkit." + known));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "phoenixkit", "phoenixkit."})
    void whatIsShorterByMoreThanTwoLettersIsNone(String name) {
        assertThat(new NearMiss(KNOWN).of(name)).isEmpty();
    }
}
