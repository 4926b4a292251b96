package dev.phoenixkit.bench;

import dev.phoenixkit.v114.Direction;

/** The SQL that makes a workload's rows, on the server and the same every time. */
public final class Rows {
    private static final String PROVIDERS =
            "ARRAY['google', 'openrouter', 'microsoft', 'smtp', 'slack', 'github', 'stripe', 'mailgun']";

    /** A UUIDv7 of a millisecond per row; the bits that are random otherwise come from a hash. */
    private static final String UUID =
            "(lpad(to_hex(1767225600000 + i), 12, '0') || '7' || substr(md5('uuid ' || i), 1, 3)"
                    + " || '8' || substr(md5('uuid ' || i), 4, 15))::uuid";

    private Rows() {}

    /** An INSERT of so many integrations. */
    static String insert(Workload workload, int rows) {
        boolean up = workload.direction() == Direction.UP;
        return "INSERT INTO public.phoenix_kit_settings (uuid, key, value_json, module, date_added)"
                + " SELECT uuid, " + (up ? "'integration:' || provider || ':' || name" : "uuid::text") + ", "
                + credentials(workload.tokenLength()) + " || " + fields(workload.completePercent())
                + ", 'integrations', timestamptz '2026-01-01 00:00+00' + i * interval '1 second'"
                + " FROM (SELECT i, " + UUID + " AS uuid, (" + PROVIDERS + ")[1 + n % 8] AS provider,"
                + " 'tenant-' || n AS name FROM (SELECT i, " + (up ? "i" : "CASE WHEN i % 10 = 0 THEN i - 1 ELSE i END")
                + " AS n FROM generate_series(1, " + rows + ") AS i) numbered) named";
    }

    private static String fields(int completePercent) {
        return "CASE WHEN i % 100 < " + completePercent + " THEN jsonb_build_object('provider', provider, 'name', name)"
                + " WHEN i % 3 = 0 THEN jsonb_build_object('provider', provider) ELSE '{}' END";
    }

    private static String credentials(int tokenLength) {
        return "jsonb_build_object('auth_type', 'oauth2', 'status', 'connected', 'access_token', "
                + token("access", tokenLength) + ", 'refresh_token', " + token("refresh", 64) + ", 'client_id', "
                + token("client", 32) + " || '.apps.example.com', 'client_secret', " + token("secret", 32)
                + ", 'scopes', 'openid email profile', 'expires_at', '2026-05-01T12:00:00Z', 'enabled', true)";
    }

    /** Text that hardly compresses, as tokens are. */
    private static String token(String kind, int length) {
        StringBuilder text = new StringBuilder("substr(");
        for (int start = 0; start < length; start += 128) {
            text.append(start == 0 ? "" : " || ");
            text.append("encode(sha512(('").append(kind).append(start).append(" ' || i)::bytea), 'hex')");
        }
        return text.append(", 1, ").append(length).append(")").toString();
    }
}
