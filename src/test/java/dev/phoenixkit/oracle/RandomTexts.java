package dev.phoenixkit.oracle;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Providers and names, from the ordinary to what only a user's display name can hold. */
final class RandomTexts {
    private static final List<String> PROVIDERS =
            List.of("google", "openrouter", "microsoft", "smtp", "Google", "azure_ad", "x");

    private static final List<String> ODD = List.of(
            "Büro",
            "日本",
            "\ud83e\udd8a fox",
            "İstanbul",
            "ıI",
            "\u00e9",
            "e\u0301",
            "\u00a0",
            "\u200b",
            "\ufb01",
            "qu\"ote",
            "\"",
            "it's",
            "$1",
            "${x}",
            "%s",
            "50%",
            "under_score",
            "back\\slash",
            "\\",
            "\\u0041",
            "\\n",
            "tab\tname",
            "line\nbreak",
            "cr\r",
            "\u0001",
            "\u001f",
            "\u007f",
            "\b\f",
            " lead",
            "trail ",
            "  ",
            "null",
            "true",
            "7",
            "2.50",
            "{}",
            "[1]",
            "[\"a\"]",
            " ",
            "default",
            "DEFAULT",
            "integration",
            "-",
            "a-b",
            "#",
            "''");

    private static final List<String> EMOJI = List.of("\ud83d\ude00", "\ud83d\ude80", "\ud83e\udd8a", "\ud83c\udf0d");

    private final SeededRandom dice;

    RandomTexts(SeededRandom dice) {
        this.dice = dice;
    }

    /** Letters and digits that no other call is likely to give. */
    String word() {
        return Long.toString(Math.floorMod(dice.random().nextLong(), 78_364_164_096L), 36);
    }

    String provider() {
        return switch (dice.between(1, 6)) {
            case 1 -> dice.oneOf(ODD);
            case 2 -> word();
            default -> dice.oneOf(PROVIDERS);
        };
    }

    /** A name that is not empty and has no colon. */
    String name() {
        return switch (dice.between(1, 6)) {
            case 1 -> dice.oneOf(ODD);
            case 2, 3 -> dice.oneOf(ODD) + word();
            case 4 -> " ";
            case 5 -> "default";
            default -> word();
        };
    }

    /** Characters outside the basic plane: each is one to the server and two to Java. */
    String emoji(int characters) {
        StringBuilder emoji = new StringBuilder();
        while (emoji.length() < 2 * characters) {
            emoji.append(dice.oneOf(EMOJI));
        }
        return emoji.toString();
    }

    static Set<RowKind> kinds(String text) {
        Set<RowKind> kinds = EnumSet.noneOf(RowKind.class);
        text.chars().forEach(c -> {
            if (c > 0x7f) {
                kinds.add(RowKind.TEXT_NON_ASCII);
            } else if (c == '"') {
                kinds.add(RowKind.TEXT_QUOTE);
            } else if (c == '\\') {
                kinds.add(RowKind.TEXT_BACKSLASH);
            } else if (c < ' ') {
                kinds.add(RowKind.TEXT_CONTROL);
            }
        });
        return kinds;
    }
}
