package dev.phoenixkit.connect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database URL as it may be shown: without anything that is, or in a malformed URL could be, a credential.
 *
 * <p>Hidden are everything up to the last {@code @}, and what follows it if it may be in an option; whatever stands where a port should be and is none, and all
 * options.
 */
final class MaskedUrl {
    private static final String MASK = "***";

    private static final Pattern OPTION = Pattern.compile("[?;&=]");

    private MaskedUrl() {}

    static String of(String url) {
        int from = authorityStart(url);
        String rest = url.substring(from);
        int at = rest.lastIndexOf('@');
        if (OPTION.matcher(rest.substring(0, Math.max(0, at))).find()) {
            // What follows may belong to the value of an option, or to a password.
            return url.substring(0, from) + MASK;
        }
        String shown = at < 0 ? rest : MASK + rest.substring(at);
        // A forgotten "@host" leaves the password where the port belongs.
        shown = shown.replaceAll(":(?![0-9]{1,5}([,/?#]|$))[^,/?#\\]]*", ":" + MASK);
        // Options may also be written without their question mark.
        Matcher options = OPTION.matcher(shown);
        return url.substring(0, from) + (options.find() ? shown.substring(0, options.end()) + MASK : shown);
    }

    private static int authorityStart(String url) {
        if (url.startsWith(DatabaseUrl.JDBC)) {
            int scheme = DatabaseUrl.JDBC.length();
            return url.startsWith("//", scheme) ? scheme + 2 : scheme;
        }
        int slashes = url.indexOf("://");
        return slashes < 0 ? 0 : slashes + 3;
    }
}
