package dev.phoenixkit.rows;

import dev.phoenixkit.v114.Body;
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
     * Whether the fields that a change assigns are the key's, as they stand there. The provider must be ASCII: there Java
     * and every encoding of a server count alike.
     */
    static boolean areAssigned(Change change) {
        String text = change.before().key();
        if (!IntegrationKey.isComposite(text)) {
            return false;
        }
        IntegrationKey key = IntegrationKey.parse(text);
        Body before = change.before().body();
        Body after = change.after().body();
        return key.format().equals(text)
                && (before.provider().equals(after.provider())
                        || key.provider().equals(after.provider().text()))
                && (before.name().equals(after.name())
                        || key.name().equals(after.name().text()))
                && isAscii(key.provider());
    }

    /** How long the provider in a row's key is, in characters. */
    static int providerLength(Row row) {
        return IntegrationKey.parse(row.key()).provider().length();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}
