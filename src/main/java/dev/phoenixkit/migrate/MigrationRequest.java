package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.ErrorMessage;
import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.preflight.DatabaseIdentity;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.Undo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

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

    /**
     * The report of an up, as a down needs it to undo that up exactly.
     *
     * @param file where it was read from
     * @param identity the database that it is about
     * @param committed whether the report says that the up was committed; else the rows have to show it
     * @param rows what undoes the up, by uuid, without its problem rows
     */
    public record RestoreSource(Path file, DatabaseIdentity identity, boolean committed, Map<UUID, Undo> rows) {

        /**
         * Holds the report against the database of a run.
         *
         * @throws RefusedException where it is about another
         */
        void checkIsOf(DatabaseIdentity found) {
            if (!identity.equals(found)) {
                throw new RefusedException("The report " + file + " is about another database. Expected: "
                        + found.describe() + ", found: " + identity.describe()
                        + ". Nothing was changed. Give the report of the up of this"
                        + " database. If this database was made from that one by dump and restore or by pg_upgrade, write"
                        + " the expected values into the report's fields identity and run again.");
            }
        }

        /** Whether a row shows that the up was committed, by being as that up left it. */
        boolean isShownBy(Row row) {
            Undo undo = rows.get(row.uuid());
            return undo != null && undo.isShownBy(row);
        }

        /** The refusal where neither report nor rows say that the up was committed. */
        RefusedException neverCommitted() {
            return new RefusedException(ErrorMessage.what(
                            "The report " + file + " ends without the outcome of its v114-up,"
                                    + " and the rows do not show that it was committed. Nothing was changed")
                    .expected("a row that is as that up leaves it")
                    .found("none")
                    .next("give the report of the up that was committed, or leave out restore: then down goes by the"
                            + " ordinary rule")
                    .toString());
        }
    }

    /** What a run does about problem rows. */
    public enum ProblemPolicy {
        /** Change nothing and list every one of them. */
        FAIL,
        /** Leave them exactly as they are, list them, and go on with the rest. */
        SKIP
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
