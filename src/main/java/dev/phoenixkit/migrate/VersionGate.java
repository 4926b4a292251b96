package dev.phoenixkit.migrate;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.rows.Finding;
import dev.phoenixkit.rows.Finding.Kind;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.SchemaVersion;

/** Lets a run pass, stop quietly or fail by the version that is found (v114-reference, "Versions"). */
record VersionGate(Direction direction, String schema) {

    /**
     * Whether there is something to migrate.
     *
     * @throws RefusedException where this direction cannot start from the version
     */
    boolean needsMigration(SchemaVersion version) {
        return switch (version.verdict(direction)) {
            case MIGRATE -> true;
            case NOTHING_TO_DO -> false;
            case NOT_A_NUMBER ->
                throw refusal(
                        version,
                        "The comment of the table phoenix_kit holds the version and has to be a number. Find out who changed"
                                + " it, and set it to the version that the schema really has.");
            case TOO_LOW ->
                throw refusal(
                        version,
                        version.isLost()
                                ? Kind.LOST_COMMENT.advice() + "; v114-status shows the statement."
                                : "The older migrations come first: let PhoenixKit's own migrator run them up to 113.");
            case TOO_HIGH ->
                throw refusal(
                        version,
                        "Later migrations must be rolled back first, down to 114: "
                                + Finding.ofWayBack(version)
                                        .map(way -> way.text() + ". " + Kind.WAY_BACK.advice() + ".")
                                        .orElse("from " + version + " to 114, with PhoenixKit's own migrator."));
        };
    }

    RefusedException refusal(SchemaVersion version, Finding finding) {
        return refusal(version, finding.kind().heading(1) + " " + finding.text() + ".");
    }

    private RefusedException refusal(SchemaVersion version, String remedy) {
        return new RefusedException(direction.goal() + " needs version " + direction.fromVersion() + " in the schema "
                + schema + ", and found version " + version + ". Nothing was changed. " + remedy);
    }
}
