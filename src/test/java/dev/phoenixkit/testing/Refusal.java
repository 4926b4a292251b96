package dev.phoenixkit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.phoenixkit.errors.RefusedException;

/** What a run that is refused leaves behind: nothing. */
public final class Refusal {
    private Refusal() {}

    /** Runs, holds that it is refused and that no row and no version has changed, and returns the message. */
    public static String of(Database db, TestRun run) {
        Snapshot before = db.snapshot();
        String message = run.fails(RefusedException.class).getMessage();
        assertThat(db.snapshot()).isEqualTo(before);
        return message;
    }
}
