package dev.phoenixkit.v114;

/**
 * Provider and name of an integration, as V113 keeps them in a key: {@code integration:<provider>:<name>}.
 *
 * @param provider the text up to the first colon; may be empty in a damaged key
 * @param name everything after that colon, further colons included; never empty when parsed
 */
public record IntegrationKey(String provider, String name) {

    /** How every V113 key of an integration begins; case matters. */
    public static final String PREFIX = "integration:";

    /** The name of an integration that has none. */
    public static final String DEFAULT_NAME = "default";

    /** Whether a key is one of an integration in the V113 shape, V0 keys ({@code integration:google}) included. */
    public static boolean isComposite(String key) {
        return key.startsWith(PREFIX);
    }

    /**
     * Reads a key as a V113 application does (v114-reference, "The two shapes").
     *
     * @param key a key for which {@link #isComposite} holds
     * @return its parts; an absent or empty name is {@link #DEFAULT_NAME}
     * @throws IllegalArgumentException for any other key
     */
    public static IntegrationKey parse(String key) {
        if (!isComposite(key)) {
            throw new IllegalArgumentException("not the key of an integration: " + key);
        }
        String rest = key.substring(PREFIX.length());
        int colon = rest.indexOf(':');
        String provider = colon < 0 ? rest : rest.substring(0, colon);
        String name = colon < 0 ? "" : rest.substring(colon + 1);
        return new IntegrationKey(provider, name.isEmpty() ? DEFAULT_NAME : name);
    }

    /** The key of this provider and name at V113. */
    public String format() {
        return PREFIX + provider + ":" + name;
    }

    /** The same provider with a suffixed name: {@code -} and the suffix. */
    IntegrationKey suffixed(String suffix) {
        return new IntegrationKey(provider, name + "-" + suffix);
    }
}
