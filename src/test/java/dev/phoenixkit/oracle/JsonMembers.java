package dev.phoenixkit.oracle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A JSON object cut into its members, whose values stay the very characters they were: no number can lose a digit,
 * because no number is ever read.
 */
final class JsonMembers {
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|(.))");
    private static final Pattern TO_ESCAPE = Pattern.compile("[\"\\\\\\x00-\\x1f]");

    private final Map<String, String> rawByName;

    private JsonMembers(Map<String, String> rawByName) {
        this.rawByName = rawByName;
    }

    /** The members of this text; empty where it is SQL NULL or a JSON value of another kind. */
    static Optional<JsonMembers> of(String json) {
        if (json == null || !json.startsWith("{")) {
            return Optional.empty();
        }
        Map<String, String> members = new LinkedHashMap<>();
        List<String> pieces = pieces(json);
        for (int i = 0; i + 1 < pieces.size(); i += 2) {
            members.put(unquoted(pieces.get(i)), pieces.get(i + 1));
        }
        return Optional.of(new JsonMembers(members));
    }

    static JsonMembers none() {
        return new JsonMembers(Map.of());
    }

    /** The value's characters, quotes included; null where there is no such member. */
    String raw(String name) {
        return rawByName.get(name);
    }

    JsonMembers withText(String name, String text) {
        Map<String, String> members = new LinkedHashMap<>(rawByName);
        members.put(name, quoted(text));
        return new JsonMembers(members);
    }

    /** The object as JSON, not in PostgreSQL's order: the server is asked for that. */
    String json() {
        return rawByName.entrySet().stream()
                .map(member -> quoted(member.getKey()) + ": " + member.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** Names and values in turn: what stands between the colons and commas of the outermost braces. */
    private static List<String> pieces(String object) {
        List<String> pieces = new ArrayList<>();
        int depth = 0;
        int from = 1;
        boolean inString = false;
        for (int at = 0; at < object.length(); at++) {
            char c = object.charAt(at);
            if (inString) {
                at += c == '\\' ? 1 : 0;
                inString = c != '"';
                continue;
            }
            inString = c == '"';
            depth += "{[".indexOf(c) >= 0 ? 1 : 0;
            if (depth == 1 && ":,}".indexOf(c) >= 0) {
                pieces.add(object.substring(from, at).strip());
                from = at + 1;
            }
            depth -= "}]".indexOf(c) >= 0 ? 1 : 0;
        }
        return pieces;
    }

    static String quoted(String text) {
        return '"'
                + TO_ESCAPE
                        .matcher(text)
                        .replaceAll(
                                c -> String.format("\\\\u%04x", (int) c.group().charAt(0)))
                + '"';
    }

    static String unquoted(String json) {
        String inner = json.substring(1, json.length() - 1);
        return ESCAPE.matcher(inner).replaceAll(escape -> Matcher.quoteReplacement(character(escape)));
    }

    private static String character(MatchResult escape) {
        if (escape.group(1) != null) {
            return String.valueOf((char) Integer.parseInt(escape.group(1), 16));
        }
        int control = "bfnrt".indexOf(escape.group(2));
        return control < 0 ? escape.group(2) : String.valueOf("\b\f\n\r\t".charAt(control));
    }
}
