package dev.phoenixkit.connect;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The part of a URL after the {@code ?}, and the two ways in which parts of URLs are encoded. */
final class UrlQuery {
    private UrlQuery() {}

    /** Names and decoded values; of a name given twice the last counts, as with the driver. */
    static Map<String, String> parse(String query) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String token : query.split("&")) {
            int equals = token.indexOf('=');
            if (equals >= 0) {
                values.put(token.substring(0, equals), decodeForm(token.substring(equals + 1)));
            } else if (!token.isEmpty()) {
                values.put(token, "");
            }
        }
        return values;
    }

    /** Removes an option; an empty value counts as none. */
    static Optional<String> take(Map<String, String> query, String name) {
        return Optional.ofNullable(query.remove(name)).filter(value -> !value.isEmpty());
    }

    /** Decodes as HTML forms are: {@code %40} is an at sign, {@code +} a space. */
    static String decodeForm(String encoded) {
        return decodePercent(encoded.replace('+', ' '));
    }

    /** The inverse of {@link #decodeForm}. */
    static String encodeForm(String plain) {
        return URLEncoder.encode(plain, StandardCharsets.UTF_8);
    }

    /**
     * Decodes {@code %40} and the like and leaves the rest.
     *
     * @throws IllegalArgumentException if a % is not followed by two hex digits, or the bytes are not UTF-8; its text
     *     quotes nothing, as it could quote a password
     */
    static String decodePercent(String encoded) {
        String decoded;
        try {
            decoded = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "it holds a % without two hex digits after it; a % itself is written %25", null);
        }
        // What the JDK puts for bytes that it cannot decode.
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException("its percent-encoded bytes are not UTF-8");
        }
        return decoded;
    }
}
