package dev.phoenixkit.testing;

import java.util.List;
import java.util.stream.IntStream;

/** Many installations in one database, in schemas {@code tenant_00001} and so on, as a platform has them. */
public final class Tenants {
    private Tenants() {}

    /**
     * Makes so many at V113, each with the settings of {@code public} and so many integrations: of ten, eight have provider
     * and name in their body, one has neither, and one has another name there than in the key.
     */
    public static void create(Database database, int schemas, int integrations) {
        // Each fifty in a transaction: all of them would need more locks than a server has by default.
        database.execute("""
                DO $do$
                BEGIN
                    FOR i IN 1..{schemas} LOOP
                        EXECUTE format($sql$
                            CREATE SCHEMA %1$I;
                            CREATE TABLE %1$I.phoenix_kit (LIKE public.phoenix_kit INCLUDING ALL);
                            CREATE TABLE %1$I.phoenix_kit_settings (LIKE public.phoenix_kit_settings INCLUDING ALL);
                            COMMENT ON TABLE %1$I.phoenix_kit IS '113';
                            INSERT INTO %1$I.phoenix_kit_settings SELECT * FROM public.phoenix_kit_settings;
                            INSERT INTO %1$I.phoenix_kit_settings (key, module, value_json)
                                SELECT 'integration:google:n' || n, 'integrations',
                                       CASE mod(n, 10) WHEN 0 THEN '{}' WHEN 1 THEN '{"provider": "google", "name": "other"}'
                                       ELSE jsonb_build_object('provider', 'google', 'name', 'n' || n) END
                                  FROM generate_series(1, {integrations}) AS n;
                            $sql$, name(i));
                        IF mod(i, 50) = 0 THEN COMMIT; END IF;
                    END LOOP;
                END $do$""".replace("name(i)", "'tenant_' || lpad(i::text, 5, '0')")
                .replace("{schemas}", String.valueOf(schemas))
                .replace("{integrations}", String.valueOf(integrations)));
    }

    /** The name of one of them, from 1 on. */
    public static String name(int number) {
        return "tenant_%05d".formatted(number);
    }

    /** The schemas whose version is this, in order. */
    public static List<String> at(Database database, String version) {
        return database.query("SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE c.relname = 'phoenix_kit' AND n.nspname LIKE 'tenant%' AND obj_description(c.oid, 'pg_class') = '"
                + version + "' ORDER BY 1");
    }

    /** The schemas of which neither all rows are of the shape of V113 nor all of that of V114, or whose version is another. */
    public static List<String> halfDone(Database database) {
        // A table that is read stays locked to the end of the statement, and not all of them can be at once.
        return IntStream.range(0, 100)
                .mapToObj(part -> halfDone(database, part))
                .flatMap(List::stream)
                .sorted()
                .toList();
    }

    private static List<String> halfDone(Database database, int part) {
        return database.query("SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,"
                + " LATERAL (SELECT query_to_xml(format('SELECT count(*) FILTER (WHERE key LIKE ''integration:%%'') AS old,"
                + " count(*) FILTER (WHERE key = uuid::text) AS new FROM %I.phoenix_kit_settings', n.nspname), true, false,"
                + " '') AS rows) counted,"
                + " LATERAL (SELECT (xpath('//old/text()', rows))[1]::text::int AS old,"
                + " (xpath('//new/text()', rows))[1]::text::int AS new) AS number"
                + " WHERE c.relname = 'phoenix_kit' AND n.nspname LIKE 'tenant%' AND mod(abs(hashtext(n.nspname::text)), 100) = "
                + part
                + " AND NOT coalesce(CASE obj_description(c.oid, 'pg_class') WHEN '113' THEN new = 0 WHEN '114' THEN old = 0 END,"
                + " false)");
    }
}
