package dev.phoenixkit.v114;

import java.util.Locale;

/** What stands at a place in a jsonb body, in the words of PostgreSQL's {@code jsonb_typeof}, or that nothing does. */
public enum JsonType {
    /** SQL NULL for a body, a field that is not there for a field. */
    ABSENT,
    NULL,
    STRING,
    NUMBER,
    BOOLEAN,
    OBJECT,
    ARRAY;

    /**
     * Reads the result of {@code jsonb_typeof} (PostgreSQL manual, 9.16.2).
     *
     * @param jsonbTypeof what the server answered; null where there is nothing to have a type
     * @return the type, {@link #ABSENT} for null
     * @throws IllegalArgumentException for a word that no supported server answers
     */
    public static JsonType of(String jsonbTypeof) {
        if (jsonbTypeof == null) {
            return ABSENT;
        }
        return switch (jsonbTypeof) {
            case "null" -> NULL;
            case "string" -> STRING;
            case "number" -> NUMBER;
            case "boolean" -> BOOLEAN;
            case "object" -> OBJECT;
            case "array" -> ARRAY;
            default -> throw new IllegalArgumentException("no type of jsonb: " + jsonbTypeof);
        };
    }

    /** Whether a value of this type has one plain text: a string, a number or a boolean. */
    boolean isScalar() {
        return this == STRING || this == NUMBER || this == BOOLEAN;
    }

    /** Whether a value of this type holds other values, so that no single text stands for it. */
    boolean isComposite() {
        return this == OBJECT || this == ARRAY;
    }

    /** How the type is called in messages: {@code array}, {@code number}. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
