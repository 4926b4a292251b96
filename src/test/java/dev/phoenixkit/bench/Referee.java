package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;

/** Fails the benchmark where a contender has not done its work. */
final class Referee {
    private final Workload workload;
    private final int rows;
    private Fingerprint byHand;

    Referee(Workload workload, int rows) {
        this.workload = workload;
        this.rows = rows;
    }

    /** Compares the database with what it must be after this contender, and its contents with the other contender's. */
    void check(Contender contender, long migrated, Database database) {
        require(contender, "migrated rows", (long) rows, migrated);
        Fingerprint found = Fingerprint.of(database, workload.direction());
        require(contender, "version", workload.to(), found.version());
        require(contender, "rows in the new shape", (long) rows, found.integrations());
        if (contender == Contender.OURS) {
            require(contender, "rows whose body is complete and agrees with the key", (long) rows, found.agreeing());
        }
        if (byHand == null) {
            // Whoever comes first: a difference shows with the second.
            byHand = found;
        }
        require(contender, "contents of the table", byHand.contents(), found.contents());
    }

    private void require(Contender contender, String what, Object expected, Object found) {
        if (!expected.toString().equals(found.toString())) {
            throw new IllegalStateException("Wrong result of " + contender.title() + " on " + workload.title() + ", "
                    + rows + " rows: " + what + " should be " + expected + " and is " + found);
        }
    }
}
