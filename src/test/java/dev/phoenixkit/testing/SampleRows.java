package dev.phoenixkit.testing;

import java.util.List;
import java.util.stream.Stream;

/** A V113 database's rows of every kind that V114 can place; each was inserted before the next. No credential is real. */
public final class SampleRows {
    /** What it shows, key, module, body, and the fields that the body has after up; {@code -} for none. */
    private static final String ROWS = """
            the usual row | integration:google:default | integrations | {"provider": "google", "name": "default", "access_token": "fake-1"} | {"provider": "google", "name": "default"}
            oldest key, without a name | integration:openrouter | integrations | {"api_key": "fake-2"} | {"provider": "openrouter", "name": "default"}
            old row, module NULL | integration:microsoft | - | {"tenant": "demo"} | {"provider": "microsoft", "name": "default"}
            body without both fields | integration:smtp:newsletter | integrations | {"host": "mail.example", "port": 587} | {"provider": "smtp", "name": "newsletter"}
            body NULL | integration:github:ci | integrations | - | {"provider": "github", "name": "ci"}
            body JSON null | integration:gitlab:mirror | integrations | null | {"provider": "gitlab", "name": "mirror"}
            empty name in the key | integration:dropbox: | integrations | {"status": "new"} | {"provider": "dropbox", "name": "default"}
            colon in the name | integration:smtp:eu:backup | integrations | {"port": 25} | {"provider": "smtp", "name": "eu:backup"}
            name drifted, body wins | integration:google:work | integrations | {"provider": "google", "name": "Work calendar"} | {"provider": "google", "name": "Work calendar"}
            name drifted the old way | integration:foo:default | integrations | {"provider": "foo", "name": "foo:default"} | {"provider": "foo", "name": "foo:default"}
            numbers keep every digit | integration:bank:main | integrations | {"limit": 12345678901234567890.12300} | {"provider": "bank", "name": "main"}
            number as the name | integration:sip:line | integrations | {"provider": "sip", "name": 2.50} | {"provider": "sip", "name": "2.50"}
            boolean as the name | integration:flags:off | integrations | {"provider": "flags", "name": false} | {"provider": "flags", "name": "false"}
            beyond ASCII | integration:pošta:büro | integrations | {"city": "Tõrva"} | {"provider": "pošta", "name": "büro"}
            empty strings in the body | integration:slack:alerts | integrations | {"provider": "", "name": "", "channel": "#ops"} | {"provider": "slack", "name": "alerts"}
            JSON nulls in the body | integration:stripe:eu | integrations | {"provider": null, "name": null} | {"provider": "stripe", "name": "eu"}
            a lone space is a name | integration:box:space | integrations | {"provider": "box", "name": " "} | {"provider": "box", "name": " "}
            provider only in the body | integration::hermit | integrations | {"provider": "matrix"} | {"provider": "matrix", "name": "hermit"}
            a name that will be shared | integration:mail:north | integrations | {"provider": "mail", "name": "Team"} | {"provider": "mail", "name": "Team"}
            the same name again | integration:mail:south | integrations | {"provider": "mail", "name": "Team"} | {"provider": "mail", "name": "Team"}
            ordinary: other case | Integration:google:default | system | {"rate": 1.00} | -
            ordinary: similar key | integrations:enabled | system | {"enabled": true} | -
            ordinary: body NULL | integration_poll_seconds | system | - | -
            """;

    private SampleRows() {}

    /** All of them, in the order of their insertion. */
    public static List<SampleRow> all() {
        return ROWS.lines().map(SampleRows::row).toList();
    }

    private static SampleRow row(String line) {
        String[] columns = Stream.of(line.split(" \\| "))
                .map(column -> column.equals("-") ? null : column)
                .toArray(String[]::new);
        return new SampleRow(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }
}
