package dev.phoenixkit.testing;

/**
 * A row that shows one thing about V114.
 *
 * @param what the thing it shows, in a few words
 * @param key its key at V113
 * @param module its module at V113, or null
 * @param body its value_json at V113 as JSON, or null for SQL NULL
 * @param bodyAtV114 its value_json after up as JSON, or null for a row that V114 does not touch
 * @param collidesOnTheWayDown whether an earlier row of the list wants the same key on the way down
 */
public record SampleRow(
        String what, String key, String module, String body, String bodyAtV114, boolean collidesOnTheWayDown) {
    /** Whether V114 is about this row at all. */
    public boolean isIntegration() {
        return bodyAtV114 != null;
    }

    /** Puts the row into the database as V113 would hold it, and returns its uuid. */
    public String insertInto(Database database, String prefix) {
        return database.insertSetting(prefix, key, body, module);
    }
}
