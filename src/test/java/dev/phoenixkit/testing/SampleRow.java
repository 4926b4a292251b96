package dev.phoenixkit.testing;

/**
 * A row that shows one thing about V114.
 *
 * @param what the thing it shows, in a few words
 * @param key its key at V113
 * @param module its module at V113, or null
 * @param body its value_json at V113 as JSON, or null for SQL NULL
 * @param fields provider and name as they stand in its value_json after up, as JSON, or null for a row that V114 does
 *     not touch
 */
public record SampleRow(String what, String key, String module, String body, String fields) {
    /** Whether V114 is about this row at all. */
    public boolean isIntegration() {
        return fields != null;
    }

    /** Puts the row into the database as V113 would hold it, and returns its uuid. */
    public String insertInto(Database database) {
        return database.insert(key, body, module);
    }

    /** SQL for its value_json after up. */
    public String bodyAtV114() {
        return "(coalesce(nullif(" + Sql.literal(body) + "::jsonb, 'null'), '{}') || " + Sql.literal(fields)
                + "::jsonb)";
    }
}
