package dev.phoenixkit.migrate;

import dev.phoenixkit.v114.Direction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a run is to do in each schema.
 *
 * @param direction up or down
 * @param problemPolicy what to do about problem rows
 * @param lockTimeout how long to go on trying for the locks; zero for one try
 * @param mode how far to go
 * @param restore for down: the ups to undo exactly, where there are any
 */
public record MigrationRequest(
        Direction direction, ProblemPolicy problemPolicy, Duration lockTimeout, RunMode mode, Optional<Ups> restore) {

    /** The ups of a report, as a down needs them to undo them exactly. */
    public interface Ups {
        /** The report. */
        Path file();

        /** The last up of a schema that was committed, or that may have been; empty where there is none. */
        Optional<RestoreSource> find(String schema);

        /**
         * The same, where there has to be one.
         *
         * @throws dev.phoenixkit.errors.CannotRunException where there is none
         */
        RestoreSource upOf(String schema);
    }

    /** How far a run goes. */
    public enum RunMode {
        /** To the commit. */
        RUN("run", ""),
        /** Plans only, from a read-only snapshot and without a lock. */
        DRY_RUN("dryRun", " (dry run)"),
        /** Does everything that a run does, under its locks, and rolls it back in place of the commit. */
        REHEARSAL("rehearse", " (rehearsal)");

        private final String word;
        private final String suffix;

        RunMode(String word, String suffix) {
            this.word = word;
            this.suffix = suffix;
        }

        /** What a report calls it: the parameter that asks for it, or {@code run}. */
        public String word() {
            return word;
        }

        /** What stands behind a goal's name in messages: nothing for a run. */
        public String suffix() {
            return suffix;
        }
    }

    /** @throws IllegalArgumentException where an up is to restore */
    public MigrationRequest {
        if (restore.isPresent() && direction != Direction.DOWN) {
            throw new IllegalArgumentException("only down can restore");
        }
    }

    /** The up of a schema to undo exactly, where there is one. */
    public Optional<RestoreSource> restoreOf(String schema) {
        return restore.flatMap(ups -> ups.find(schema));
    }
}
