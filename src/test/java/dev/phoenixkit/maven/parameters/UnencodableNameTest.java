package dev.phoenixkit.maven.parameters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.CannotRunException;
import dev.phoenixkit.testing.ChildJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file for report or restore whose name the locale has no letters for. */
class UnencodableNameTest {

    @Test
    void nameIsRefusedInOurOwnWords() {
        assertThat(inLocale("C"))
                .startsWith(
                        "The name of a file for report, htmlReport or restore cannot be used, and nothing was changed. Expected:"
                                + " letters that the locale has (")
                .endsWith(" Next: set LC_ALL to a UTF-8 locale such as C.UTF-8, or give another name.");
    }

    @Test
    void nameIsTakenWhereTheLocaleHasIt() {
        assertThat(inLocale("C.UTF-8")).isEqualTo("taken");
    }

    private static String inLocale(String locale) {
        List<String> before = List.of("env", "LC_ALL=" + locale);
        try (ChildJvm child = ChildJvm.start(before, "-Xmx64m", UnencodableNameTest.class)) {
            return child.awaitEnd();
        }
    }

    /** Runs in the child. */
    public static void main(String[] args) {
        try {
            ParameterType.file(null).read("r\u00fcck\u2603.jsonl");
            System.out.println("taken");
        } catch (CannotRunException e) {
            System.out.println(e.getMessage());
        }
    }
}
