package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.phoenixkit.errors.RefusedException;

/** What a run that is refused leaves behind: nothing. */
public final class Refusal {
    private Refusal() {}

    /** Runs, holds that it is refused and that no row and no version has changed, and returns the message. */
    public static String of(TestDatabase db, TestRun run) {
        Snapshot before = db.snapshot("public");
        String version = version(db);
        RefusedException refusal = catchThrowableOfType(RefusedException.class, run::run);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(db.snapshot("public")).isEqualTo(before);
        assertThat(version(db)).isEqualTo(version);
        return refusal.getMessage();
    }

    private static String version(TestDatabase db) {
        return db.query("SELECT obj_description(to_regclass('phoenix_kit'), 'pg_class')")
                .get(0);
    }
}
