package dev.phoenixkit.connect;

/**
 * A database URL as it may be shown: without anything that is, or in a malformed URL could be, a credential.
 *
 * <p>Hidden are everything up to the last {@code @}, whatever stands where a port should be and is none, and all
 * options.
 */
final class MaskedUrl {
    private static final String MASK = "***";

    private MaskedUrl() {}

    static String of(String url) {
        int from = authorityStart(url);
        String rest = url.substring(from);
        int at = rest.lastIndexOf('@');
        String shown = at < 0 ? rest : MASK + rest.substring(at);
        // A forgotten "@host" leaves the password where the port belongs.
        shown = shown.replaceAll(":(?![0-9]{1,5}([,/?#]|$))[^,/?#\\]]*", ":" + MASK);
        // Options may also be written without their question mark.
        shown = shown.replaceAll("=[^&;?]*", "=" + MASK);
        int question = shown.indexOf('?');
        return url.substring(0, from) + (question < 0 ? shown : shown.substring(0, question) + "?" + MASK);
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
