package dev.phoenixkit.testing;

import java.util.ArrayList;
import java.util.List;

/** A V113 database's rows of every kind that V114 can place; each was inserted before the next. No credential is real. */
public final class SampleRows {
    private static final String MODULE = "integrations";

    private SampleRows() {}

    /** All of them, in the order of their insertion. */
    public static List<SampleRow> all() {
        List<SampleRow> rows = new ArrayList<>();
        rows.add(integration(
                "the usual row",
                "integration:google:default",
                "{\"provider\": \"google\", \"name\": \"default\", \"access_token\": \"fake-1\"}",
                "{\"provider\": \"google\", \"name\": \"default\", \"access_token\": \"fake-1\"}"));
        rows.add(integration(
                "oldest key, without a name",
                "integration:openrouter",
                "{\"api_key\": \"fake-2\"}",
                "{\"provider\": \"openrouter\", \"name\": \"default\", \"api_key\": \"fake-2\"}"));
        rows.add(new SampleRow(
                "old row, module NULL",
                "integration:microsoft",
                null,
                "{\"tenant\": \"demo\"}",
                "{\"provider\": \"microsoft\", \"name\": \"default\", \"tenant\": \"demo\"}",
                false));
        rows.add(integration(
                "body without both fields",
                "integration:smtp:newsletter",
                "{\"host\": \"mail.example\", \"port\": 587}",
                "{\"provider\": \"smtp\", \"name\": \"newsletter\", \"host\": \"mail.example\", \"port\": 587}"));
        rows.add(integration(
                "body NULL", "integration:github:ci", null, "{\"provider\": \"github\", \"name\": \"ci\"}"));
        rows.add(integration(
                "body JSON null",
                "integration:gitlab:mirror",
                "null",
                "{\"provider\": \"gitlab\", \"name\": \"mirror\"}"));
        rows.add(integration(
                "empty name in the key",
                "integration:dropbox:",
                "{\"status\": \"new\"}",
                "{\"provider\": \"dropbox\", \"name\": \"default\", \"status\": \"new\"}"));
        rows.add(integration(
                "colon in the name",
                "integration:smtp:eu:backup",
                "{\"port\": 25}",
                "{\"provider\": \"smtp\", \"name\": \"eu:backup\", \"port\": 25}"));
        rows.add(integration(
                "name drifted, body wins",
                "integration:google:work",
                "{\"provider\": \"google\", \"name\": \"Work calendar\"}",
                "{\"provider\": \"google\", \"name\": \"Work calendar\"}"));
        rows.add(integration(
                "name drifted the old way",
                "integration:foo:default",
                "{\"provider\": \"foo\", \"name\": \"foo:default\"}",
                "{\"provider\": \"foo\", \"name\": \"foo:default\"}"));
        rows.add(integration(
                "numbers keep every digit",
                "integration:bank:main",
                "{\"limit\": 12345678901234567890.12300}",
                "{\"provider\": \"bank\", \"name\": \"main\", \"limit\": 12345678901234567890.12300}"));
        rows.add(integration(
                "number as the name",
                "integration:sip:line",
                "{\"provider\": \"sip\", \"name\": 2.50}",
                "{\"provider\": \"sip\", \"name\": \"2.50\"}"));
        rows.add(integration(
                "boolean as the name",
                "integration:flags:off",
                "{\"provider\": \"flags\", \"name\": false}",
                "{\"provider\": \"flags\", \"name\": \"false\"}"));
        rows.add(integration(
                "beyond ASCII",
                "integration:pošta:büro",
                "{\"city\": \"Tõrva\"}",
                "{\"provider\": \"pošta\", \"name\": \"büro\", \"city\": \"Tõrva\"}"));
        rows.add(integration(
                "empty strings in the body",
                "integration:slack:alerts",
                "{\"provider\": \"\", \"name\": \"\", \"channel\": \"#ops\"}",
                "{\"provider\": \"slack\", \"name\": \"alerts\", \"channel\": \"#ops\"}"));
        rows.add(integration(
                "JSON nulls in the body",
                "integration:stripe:eu",
                "{\"provider\": null, \"name\": null}",
                "{\"provider\": \"stripe\", \"name\": \"eu\"}"));
        rows.add(integration(
                "a lone space is a name",
                "integration:box:space",
                "{\"provider\": \"box\", \"name\": \" \"}",
                "{\"provider\": \"box\", \"name\": \" \"}"));
        rows.add(integration(
                "provider only in the body",
                "integration::hermit",
                "{\"provider\": \"matrix\"}",
                "{\"provider\": \"matrix\", \"name\": \"hermit\"}"));
        rows.add(integration(
                "a name that will be shared",
                "integration:mail:north",
                "{\"provider\": \"mail\", \"name\": \"Team\"}",
                "{\"provider\": \"mail\", \"name\": \"Team\"}"));
        rows.add(new SampleRow(
                "the same name again",
                "integration:mail:south",
                MODULE,
                "{\"provider\": \"mail\", \"name\": \"Team\"}",
                "{\"provider\": \"mail\", \"name\": \"Team\"}",
                true));
        rows.add(ordinary("ordinary: other case", "Integration:google:default", "{\"rate\": 1.00}"));
        rows.add(ordinary("ordinary: similar key", "integrations:enabled", "{\"enabled\": true}"));
        rows.add(ordinary("ordinary: body NULL", "integration_poll_seconds", null));
        return List.copyOf(rows);
    }

    private static SampleRow integration(String what, String key, String body, String bodyAtV114) {
        return new SampleRow(what, key, MODULE, body, bodyAtV114, false);
    }

    private static SampleRow ordinary(String what, String key, String body) {
        return new SampleRow(what, key, "system", body, null, false);
    }
}
