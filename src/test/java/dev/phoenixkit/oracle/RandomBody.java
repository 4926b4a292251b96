package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A body as it is to be written; the server gives it its own form.
 *
 * @param json null for SQL NULL
 */
record RandomBody(String json, Set<RowKind> kinds) {

    /** Members that no migration may change, many of them made to look like those it has to. */
    private static final String[] OTHER_MEMBERS = """
            "auth_type": "oauth2" ¦ "status": "connected" ¦ "access_token": "ya29.\\u00fc\\"quoted\\\\\\u0001"
            ¦ "refresh_token": "%s" ¦ "scopes": "a b c" ¦ "expires_in": 3599.00 ¦ "ratio": 1.0 ¦ "ratio2": 1.00
            ¦ "big": 1e400 ¦ "small": 1E-40 ¦ "precise": 123456789012345678901234567890.123456789012345678901234567890
            ¦ "long": %s ¦ "nested": {"name": "inner", "provider": {"name": [1, {"name": null}]}}
            ¦ "list": ["name", ":", "}", "{", 2.50, []] ¦ "deep": %s ¦ "Name": "case" ¦ "PROVIDER": 1
            ¦ "name ": "space" ¦ "nam": false ¦ "names": null ¦ "": "empty" ¦ "na\\"me": "quote: \\", name"
            ¦ "\\u0001": "control" ¦ "\\ud83d\\ude00": "\\ud83e\\udd8a" ¦ "ümlaut": "日本"
            """.formatted(
                    "1//0g".repeat(600), "9".repeat(1500), "[".repeat(40) + "]".repeat(40))
            .strip()
            .split("\\s*¦ ");

    static RandomBody sqlNull() {
        return new RandomBody(null, EnumSet.of(RowKind.BODY_SQL_NULL));
    }

    static RandomBody emptyObject() {
        return new RandomBody("{}", EnumSet.of(RowKind.BODY_EMPTY_OBJECT));
    }

    static RandomBody object(SeededRandom random, RandomField provider, RandomField name) {
        List<String> members = new ArrayList<>();
        for (int more = random.between(0, 6); more > 0; more--) {
            members.add(random.oneOf(OTHER_MEMBERS));
        }
        if (provider.raw() != null) {
            members.add("\"provider\": " + provider.raw());
        }
        if (name.raw() != null) {
            members.add("\"name\": " + name.raw());
        }
        Collections.shuffle(members, random.random());
        Set<RowKind> kinds = EnumSet.copyOf(provider.kindsAs("provider"));
        kinds.addAll(name.kindsAs("name"));
        return new RandomBody("{" + String.join(", ", members) + "}", kinds);
    }

    /** SQL NULL, an empty object, or something that is no object at all. */
    static RandomBody withoutMembers(SeededRandom random) {
        return switch (random.between(1, 7)) {
            case 1 -> sqlNull();
            case 2 -> new RandomBody("null", EnumSet.of(RowKind.BODY_JSON_NULL));
            case 3 -> emptyObject();
            case 4 ->
                new RandomBody(
                        random.oneOf(
                                "[]", "[null, {\"name\": \"a\", \"provider\": \"p\"}]", "[\"provider\", \"name\"]"),
                        EnumSet.of(RowKind.BODY_ARRAY));
            case 5 ->
                new RandomBody(
                        random.oneOf("\"\"", "\"google\"", "\"{\\\"name\\\": 1}\""), EnumSet.of(RowKind.BODY_STRING));
            case 6 -> new RandomBody(RandomField.number(random), EnumSet.of(RowKind.BODY_NUMBER));
            default -> new RandomBody(random.oneOf("true", "false"), EnumSet.of(RowKind.BODY_BOOLEAN));
        };
    }
}
