package dev.phoenixkit.testing;

import dev.phoenixkit.migrate.MigrationListener;
import dev.phoenixkit.migrate.MigrationResult;

/** Listeners that do one thing at one moment of a run. */
public final class Listeners {
    private Listeners() {}

    /** When a dry run has seen all rows. */
    public static MigrationListener planned(Runnable work) {
        return new MigrationListener() {
            @Override
            public void planned(MigrationResult result) {
                work.run();
            }
        };
    }

    /** When all is written and verified. */
    public static MigrationListener beforeCommit(Runnable work) {
        return new MigrationListener() {
            @Override
            public void beforeCommit(MigrationResult result) {
                work.run();
            }
        };
    }

    /** Right after the commit. */
    public static MigrationListener committed(Runnable work) {
        return new MigrationListener() {
            @Override
            public void committed(MigrationResult result) {
                work.run();
            }
        };
    }

    /** Work that fails. */
    public static Runnable failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }
}
