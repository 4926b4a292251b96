package dev.phoenixkit.oracle;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A provider or name as a body is to hold it.
 *
 * @param raw the JSON; null where the member is to be absent
 */
record RandomField(Kind kind, String raw) {

    /** What a member can be; each has its twin for provider and for name in {@link RowKind}. */
    enum Kind {
        ABSENT,
        NULL,
        EMPTY,
        SPACE,
        STRING,
        NUMBER,
        BOOLEAN,
        OBJECT,
        ARRAY
    }

    static RandomField absent() {
        return new RandomField(Kind.ABSENT, null);
    }

    static RandomField text(String text) {
        Kind kind = text.isEmpty() ? Kind.EMPTY : text.equals(" ") ? Kind.SPACE : Kind.STRING;
        return new RandomField(kind, TextNode.valueOf(text).toString());
    }

    static RandomField any(SeededRandom random) {
        Kind kind = random.oneOf(Kind.values());
        return switch (kind) {
            case ABSENT -> absent();
            case NULL -> new RandomField(kind, "null");
            case EMPTY -> text("");
            case SPACE -> text(" ");
            case STRING -> text(random.name());
            case NUMBER -> new RandomField(kind, number(random));
            case BOOLEAN -> new RandomField(kind, random.oneOf("true", "false"));
            case OBJECT -> new RandomField(kind, random.oneOf("{}", "{\"name\": \"x\"}", "{\"token\": [1.50]}"));
            case ARRAY -> new RandomField(kind, random.oneOf("[]", "[\"google\"]", "[[null]]", "[\"}\", 1.0]"));
        };
    }

    static String number(SeededRandom random) {
        return random.oneOf("7 2.50 0 0.00 -1.0 -12 1e400 1.25E+3 1E-7 100000000000000000000.123456789000".split(" "));
    }

    Set<RowKind> kindsAs(String member) {
        Set<RowKind> kinds = EnumSet.of(RowKind.valueOf(member.toUpperCase(Locale.ROOT) + "_" + kind));
        if (kind == Kind.STRING) {
            kinds.addAll(RowKind.ofText(OracleBody.of("{\"text\": " + raw + "}")
                    .orElseThrow()
                    .field("text")
                    .text()));
        }
        if (kind == Kind.NUMBER && raw.contains(".")) {
            kinds.add(RowKind.NUMBER_WITH_SCALE);
        }
        if (kind == Kind.NUMBER && raw.equals("1e400")) {
            kinds.add(RowKind.NUMBER_OF_MANY_DIGITS);
        }
        return kinds;
    }
}
