package dev.phoenixkit.fleet;

import dev.phoenixkit.errors.Failures;
import dev.phoenixkit.preflight.Preflight;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What preflight says of schemas, read for many together and not kept for long: what is old says nothing. */
final class SchemaFacts {
    /** How many schemas are looked at together. */
    static final int TOGETHER = 50;

    private static final long FRESH = TimeUnit.SECONDS.toNanos(5);

    private Map<String, Preflight> known = Map.of();
    private long readAt;

    /** Those of the first of some schemas; where they are not known, all are read. */
    synchronized Preflight ofFirst(List<String> schemas, Connection connection) {
        if (!known.containsKey(schemas.get(0)) || System.nanoTime() - readAt > FRESH) {
            try {
                known = Preflight.read(connection, schemas);
            } catch (SQLException e) {
                throw Failures.translate(e);
            }
            readAt = System.nanoTime();
        }
        return known.get(schemas.get(0));
    }
}
