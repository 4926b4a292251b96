package dev.phoenixkit.bench;

import dev.phoenixkit.testing.Database;
import dev.phoenixkit.v114.Direction;

/**
 * What a migration has made of a table, short enough to compare.
 *
 * @param contents a hash over all columns of all rows; on the way down without the name in the body, which hand-written
 *     SQL leaves as it was
 * @param integrations how many rows have the shape of the version
 * @param agreeing how many of these have a body that says what the key says; on the way up, one that has both fields
 * @param version the version marker
 */
record Fingerprint(String contents, long integrations, long agreeing, String version) {

    /** Reads the table. */
    static Fingerprint of(Database database, Direction direction) {
        boolean up = direction == Direction.UP;
        String shape = up ? "module = 'integrations' AND key = uuid::text" : "key LIKE 'integration:%'";
        String agree = up
                ? "value_json ->> 'provider' <> '' AND value_json ->> 'name' <> ''"
                : "key = 'integration:' || (value_json ->> 'provider') || ':' || (value_json ->> 'name')";
        String row = "ROW(uuid, key, value, hashtextextended((value_json" + (up ? "" : " - 'name'")
                + ")::text, 0), module, date_added, date_updated)::text";
        String[] found = database.query("SELECT concat_ws(' ', bit_xor(hashtextextended(" + row + ", 0)),"
                        + " count(*) FILTER (WHERE " + shape + "), count(*) FILTER (WHERE " + shape + " AND " + agree
                        + ")) FROM public.phoenix_kit_settings")
                .get(0)
                .split(" ");
        return new Fingerprint(
                found[0], Long.parseLong(found[1]), Long.parseLong(found[2]), database.version("public"));
    }
}
