package dev.phoenixkit.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes text as a part of an address. */
final class PercentEncoding {
    private PercentEncoding() {}

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
