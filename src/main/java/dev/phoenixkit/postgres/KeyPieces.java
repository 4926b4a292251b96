package dev.phoenixkit.postgres;

import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.IntegrationKey;
import dev.phoenixkit.v114.Row;

/**
 * Provider and name where they stand in a row's old key. What most bodies lack is what the rules have read there; so where
 * the provider ends is all that has to travel, and the server takes both texts from the key that it has.
 */
final class KeyPieces {

    private static final int START = IntegrationKey.PREFIX.length();

    /**
     * Both as an object, from the row {@code s} and the provider's length {@code c.provider}. SQL counts from 1, and a
     * colon follows the provider.
     */
    static final String SQL = "jsonb_object(ARRAY['provider', 'name'], ARRAY[substr(s.key, " + (START + 1)
            + ", c.provider), substr(s.key, " + (START + 2) + " + c.provider)])";

    private KeyPieces() {}

    /**
     * How long the provider in the key is, if the fields that a change assigns are the key's, as they stand there; else
     * -1. The provider must be ASCII: there Java and every encoding of a server count alike.
     */
    static int providerLength(Change change) {
        Row before = change.before();
        Row after = change.after();
        String key = before.key();
        int colon = key.indexOf(':', START);
        boolean ofKey = colon >= 0
                && (before.body().provider().equals(after.body().provider())
                        || isPiece(key, START, colon, after.body().provider().text()))
                && (before.body().name().equals(after.body().name())
                        || isPiece(
                                key,
                                colon + 1,
                                key.length(),
                                after.body().name().text()));
        return ofKey && isAscii(key, colon) ? colon - START : -1;
    }

    private static boolean isPiece(String key, int start, int end, String text) {
        return text.length() == end - start && key.startsWith(text, start);
    }

    private static boolean isAscii(String key, int end) {
        for (int i = START; i < end; i++) {
            if (key.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
