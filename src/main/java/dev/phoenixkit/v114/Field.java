package dev.phoenixkit.v114;

import java.util.Objects;

/**
 * One of the two body fields that V114 knows, {@code provider} or {@code name}.
 *
 * @param type what stands there
 * @param text the text of a scalar, numbers to the last digit; null for every other type, whose content is never read
 */
public record Field(JsonType type, String text) {

    /** A field that the body does not have. */
    public static final Field ABSENT = new Field(JsonType.ABSENT, null);

    /** @throws IllegalArgumentException where a scalar has no text, or something else has one */
    public Field {
        if (type.isScalar() != (text != null)) {
            throw new IllegalArgumentException(
                    "a field of type " + type + (text == null ? " without" : " with") + " a text");
        }
    }

    /** A field that holds a JSON string. */
    public static Field string(String text) {
        return new Field(JsonType.STRING, Objects.requireNonNull(text));
    }

    /** Whether the field counts as not filled: absent, JSON null or the empty string. A lone space is a value. */
    boolean isBlank() {
        return type == JsonType.ABSENT || type == JsonType.NULL || "".equals(text);
    }

    /** The text that a scalar stands for, or another text where the field {@linkplain #isBlank() is blank}. */
    String textOr(String other) {
        return isBlank() ? other : text;
    }
}
