package dev.phoenixkit.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for a secret in what was printed or sent: as it is, percent-encoded and in Base64. It finds a part of a secret
 * too, as long as that is a run of at least eight letters and digits; so give it secrets that have such runs.
 */
public final class SecretSearch {
    /** The forms in which a secret can stand somewhere. */
    public enum Form {
        RAW,
        PERCENT_ENCODED,
        BASE64
    }

    private static final int SHORTEST_PART = 8;

    private SecretSearch() {}

    /** The forms in which the secret, or a part of it, stands in the text. */
    public static Set<Form> find(String secret, String text) {
        Set<Form> found = new LinkedHashSet<>();
        for (String part : parts(secret)) {
            if (text.contains(part)) {
                found.add(Form.RAW);
            }
            if (percentEncoded(part).anyMatch(form -> !form.equals(part) && text.contains(form))) {
                found.add(Form.PERCENT_ENCODED);
            }
            if (base64(part).anyMatch(text::contains)) {
                found.add(Form.BASE64);
            }
        }
        return found;
    }

    /** The same in bytes: texts in them are UTF-8. */
    public static Set<Form> find(String secret, byte[] bytes) {
        return find(secret, new String(bytes, StandardCharsets.UTF_8));
    }

    private static List<String> parts(String secret) {
        return Stream.concat(Stream.of(secret), Arrays.stream(secret.split("[^A-Za-z0-9]+")))
                .filter(part -> part.length() >= SHORTEST_PART)
                .distinct()
                .toList();
    }

    private static Stream<String> percentEncoded(String text) {
        String form = URLEncoder.encode(text, StandardCharsets.UTF_8);
        String uri = PercentEncoding.encode(text);
        return Stream.of(form, uri, form.toLowerCase(Locale.ROOT), uri.toLowerCase(Locale.ROOT));
    }

    /** Base64 writes three bytes as four characters, so the same text looks different at three places of a longer one. */
    private static Stream<String> base64(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Stream.of(0, 1, 2)
                .map(shift -> {
                    byte[] shifted = new byte[shift + bytes.length];
                    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
                    // The first and the last character also hold bits of what stands before and after.
                    int bits = shifted.length * 8;
                    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                    return encoded.substring((shift * 8 + 5) / 6, bits / 6);
                })
                .flatMap(form -> Stream.of(form, form.replace('+', '-').replace('/', '_'))
                        .distinct());
    }
}
