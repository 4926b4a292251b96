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
        add(text, row.uuid().toString());
        add(text, row.key());
        add(text, row.module());
        add(text, body.type().toString());
        add(text, text(body.provider()));
        add(text, text(body.name()));
        return ByteBuffer.wrap(sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** Nothing can be added to one part and taken from the next without being seen. */
    private static void add(StringBuilder text, String part) {
        if (part == null) {
            text.append('-');
        } else {
            text.append('+').append(part.length()).append(':').append(part);
        }
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
