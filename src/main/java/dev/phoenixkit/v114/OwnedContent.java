package dev.phoenixkit.v114;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A hash of what V114 may change of a row: key, module, type of the body, provider, name. */
public final class OwnedContent {

    private OwnedContent() {}

    /** The hash, together with the uuid; sums of it compare whole tables, whatever the order of their rows. */
    public static long hash(Row row) {
        Body body = row.body();
        String text = Stream.of(
                        row.uuid(), row.key(), row.module(), body.type(), text(body.provider()), text(body.name()))
                .map(part -> part == null ? "-" : "+" + part.toString().length() + ":" + part)
                .collect(Collectors.joining());
        return ByteBuffer.wrap(sha256().digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** The hash of a row before and after; the sum over the rows of a report shows damage, whatever their order. */
    public static long hash(Decision decision) {
        return 31 * hash(decision.before()) + hash(decision.after());
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
