package dev.phoenixkit.bench;

import dev.phoenixkit.v114.Direction;

/** SQL that does without the plugin. It takes less care: it looks for no problem row and verifies nothing. */
final class HandWritten {
    private static final String TABLE = "public.phoenix_kit_settings";
    private static final String UUID_KEYED = "module = 'integrations' AND key = uuid::text";

    private HandWritten() {}

    /**
     * V114 as a user would write it. Up, a field of the body wins over the key's, also one that is there but empty, of
     * which the workloads have none. Down, the bodies of suffixed rows keep their names.
     */
    static String migration(Direction direction) {
        return switch (direction) {
            case UP ->
                "UPDATE " + TABLE + " SET key = uuid::text, module = 'integrations', value_json = jsonb_build_object("
                        + "'provider', split_part(key, ':', 2), 'name', coalesce(nullif(split_part(key, ':', 3), ''),"
                        + " 'default')) || coalesce(value_json, '{}') WHERE key LIKE 'integration:%'";
            case DOWN ->
                "UPDATE " + TABLE + " s SET key = 'integration:' || d.provider || ':' || d.name || CASE WHEN d.rank > 1"
                        + " THEN '-' || substring(s.uuid::text from 25 for 8) ELSE '' END FROM (SELECT uuid, provider,"
                        + " name, row_number() OVER (PARTITION BY provider, name ORDER BY date_added, uuid) AS rank"
                        + " FROM (SELECT uuid, date_added, value_json ->> 'provider' AS provider,"
                        + " value_json ->> 'name' AS name FROM " + TABLE + " WHERE " + UUID_KEYED + ") b) d"
                        + " WHERE d.uuid = s.uuid";
        };
    }

    /** The version marker, the other half of a migration. */
    static String comment(Workload workload) {
        return "COMMENT ON TABLE public.phoenix_kit IS '" + workload.to() + "'";
    }
}
