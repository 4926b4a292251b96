package dev.phoenixkit.preflight;

/**
 * Publications under which the server refuses every UPDATE of a table, since it could not tell subscribers which row it was
 * (PostgreSQL manual, 29.1 "Publication", 29.4 "Row Filters", 29.5 "Column Lists").
 */
final class Publications {

    /**
     * SQL for an array of the reasons, of the table {@code c}. What PostgreSQL 14 does not have yet is
     * reached by way of JSON and dependencies, where it is then absent. A publication of a schema depends on that schema.
     */
    static final String SQL = """
            ARRAY(SELECT format('the publication %I publishes updates of %I, and %s; until then the server refuses every'
                                ' UPDATE', p.pubname, c.relname, reason)
                    FROM pg_publication p
                    LEFT JOIN pg_publication_rel r ON r.prpubid = p.oid AND r.prrelid = c.oid,
                 LATERAL (SELECT ARRAY(SELECT unnest(i.indkey::int2[]) FROM pg_index i
                                        WHERE i.indrelid = c.oid AND i.indisvalid AND i.indimmediate
                                          AND (c.relreplident = 'd' AND i.indisprimary
                                               OR c.relreplident = 'i' AND i.indisreplident)) AS identity,
                                 to_jsonb(r) ->> 'prqual' AS filter,
                                 ARRAY(SELECT jsonb_array_elements_text(nullif(to_jsonb(r) -> 'prattrs', 'null'))::int2) AS list) t,
                 LATERAL (VALUES
                     (c.relreplident <> 'f' AND identity = '{}',
                      'the table has no replica identity: ALTER TABLE ... REPLICA IDENTITY USING INDEX ... (or FULL) first'),
                     (c.relreplident <> 'f' AND EXISTS (
                          SELECT FROM regexp_matches(filter, ':varattno (-?[0-9]+)', 'g') m
                           WHERE m[1]::int2 <> ALL (identity)),
                      'its WHERE asks for columns that are not in the table''s replica identity: ALTER TABLE ...'
                      ' REPLICA IDENTITY FULL, or change the WHERE first'),
                     (list <> '{}' AND (c.relreplident = 'f' OR NOT identity <@ list),
                      'its column list does not cover the table''s replica identity: change the list first'),
                     (to_jsonb(p) ->> 'pubgencols' IS NOT NULL AND list = '{}' AND EXISTS (
                          SELECT FROM pg_attribute a
                           WHERE a.attrelid = c.oid AND NOT a.attisdropped
                             AND (c.relreplident = 'f' OR a.attnum = ANY (identity))
                             AND (a.attgenerated = 'v' OR a.attgenerated = 's' AND to_jsonb(p) ->> 'pubgencols' <> 's')),
                      'the table''s replica identity has generated columns that it does not publish: change one of them first')
                 ) AS refusal (applies, reason)
                   WHERE applies AND p.pubupdate AND c.relpersistence = 'p'
                     AND (p.puballtables OR r.oid IS NOT NULL
                          OR EXISTS (SELECT FROM pg_depend s JOIN pg_depend o USING (classid, objid)
                                      WHERE s.classid = to_regclass('pg_catalog.pg_publication_namespace')
                                        AND s.refclassid = 'pg_namespace'::regclass AND s.refobjid = c.relnamespace
                                        AND o.refclassid = 'pg_publication'::regclass AND o.refobjid = p.oid))
                   ORDER BY 1)""";

    private Publications() {}
}
