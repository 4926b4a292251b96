package dev.phoenixkit.testing;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Writes text as a part of an address. */
public final class PercentEncoding {
    private PercentEncoding() {}

    /** As a part of a path, a query or the login. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
