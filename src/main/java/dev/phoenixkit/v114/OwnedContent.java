package dev.phoenixkit.v114;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A hash of what V114 may change of a row: key, module, type of the body, provider, name. */
public final class OwnedContent {

    private OwnedContent() {}

    /** The hash, together with the uuid; sums of it compare whole tables, whatever the order of their rows. */
    public static long hash(Row row) {
        Body body = row.body();
        StringBuilder text = new StringBuilder(200);
        for (Object part :
                new Object[] {row.uuid(), row.key(), row.module(), body.type(), text(body.provider()), text(body.name())
                }) {
            String word = String.valueOf(part);
            text.append(part == null ? "-" : "+" + word.length() + ":" + word);
        }
        return ByteBuffer.wrap(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static String text(Field field) {
        return field.type() + "/" + field.text();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
