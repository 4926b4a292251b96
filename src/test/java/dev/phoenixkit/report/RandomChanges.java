package dev.phoenixkit.report;

import dev.phoenixkit.oracle.OracleRow;
import dev.phoenixkit.testing.TestDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** What people and applications do to a migrated table before somebody takes the migration back. */
final class RandomChanges {

    /** What happens to one row. */
    enum Kind {
        NONE,
        TOKEN_REFRESHED,
        DELETED,
        RENAMED,
        PROVIDER_CHANGED,
        REKEYED,
        MOVED_TO_OTHER_MODULE,
        STRAGGLER_ADDED
    }

    private final TestDatabase db;
    private final Random random;
    private final Map<UUID, Kind> kinds = new HashMap<>();

    RandomChanges(TestDatabase db, long seed) {
        this.db = db;
        random = new Random(seed);
    }

    /** What happened to a row; {@link Kind#NONE} for one that nothing was done to. */
    Kind kind(UUID uuid) {
        return kinds.getOrDefault(uuid, Kind.NONE);
    }

    /**
     * Does something or nothing to each connection of a V114 table.
     *
     * @param before the rows as they were at V113
     */
    void make(List<OracleRow> before) {
        List<String> statements = new ArrayList<>();
        for (OracleRow row : before) {
            if (row.key().startsWith("integration:")
                    || row.key().equals(row.uuid().toString())) {
                Kind kind = random.nextInt(3) == 0 ? Kind.NONE : Kind.values()[random.nextInt(Kind.values().length)];
                kinds.put(row.uuid(), kind);
                statements.addAll(statements(kind, row));
            }
        }
        for (int i = 0; i < 30; i++) {
            OracleRow like = before.get(random.nextInt(before.size()));
            statements.add(addLike(like));
        }
        db.execute(statements.toArray(String[]::new));
    }

    /** Each changes nothing where the row is no connection at V114: problem rows were left behind. */
    private List<String> statements(Kind kind, OracleRow row) {
        String uuid = "'" + row.uuid() + "'";
        String where = " WHERE uuid = " + uuid + " AND key = uuid::text AND module = 'integrations'";
        String update = "UPDATE public.phoenix_kit_settings SET ";
        return switch (kind) {
            case NONE -> List.of();
            case TOKEN_REFRESHED ->
                List.of(update + "value_json = value_json || '{\"access_token\": \"fresh\"}', date_updated = now()"
                        + where + " AND jsonb_typeof(value_json) = 'object'");
            case DELETED -> List.of("DELETE FROM public.phoenix_kit_settings" + where);
            case RENAMED -> List.of(update + "value_json = value_json || '{\"name\": \"" + name() + "\"}'" + where);
            case PROVIDER_CHANGED -> List.of(update + "value_json = value_json || '{\"provider\": \"other\"}'" + where);
            case REKEYED -> List.of(update + "key = 'rekeyed:' || uuid" + where);
            case MOVED_TO_OTHER_MODULE -> List.of(update + "module = 'system'" + where);
            case STRAGGLER_ADDED ->
                // An old node that no longer finds its row inserts a second one, unless a problem row still has the
                // key.
                List.of("INSERT INTO public.phoenix_kit_settings (key, value_json, module)"
                        + " SELECT '" + row.key().replace("'", "''") + "', '{\"access_token\": \"straggler\"}',"
                        + " 'integrations' WHERE '" + row.key().replace("'", "''") + "' LIKE 'integration:%'"
                        + " ON CONFLICT DO NOTHING");
        };
    }

    /** A name that no row had before, and that some will share. */
    private String name() {
        return "renamed " + random.nextInt(5);
    }

    /** A connection that wants the very key that another row had, and is older than it. */
    private static String addLike(OracleRow like) {
        return "INSERT INTO public.phoenix_kit_settings (uuid, key, value_json, module, date_added) SELECT id, id::text,"
                + " jsonb_build_object('provider', split_part(key, ':', 2), 'name', 'default'), 'integrations',"
                + " '1999-01-01' FROM (SELECT '" + like.key().replace("'", "''") + "'::text AS key,"
                + " gen_random_uuid() AS id) AS added WHERE key LIKE 'integration:_%'";
    }
}
