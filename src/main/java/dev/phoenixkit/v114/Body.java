package dev.phoenixkit.v114;

/**
 * What is read of a row's {@code value_json}: its type and the two fields that V114 knows. All else in it, credentials
 * included, stays in the database.
 *
 * @param type the type of the whole body; {@link JsonType#ABSENT} for SQL NULL
 * @param provider the field {@code provider}, absent where the body is no object
 * @param name the field {@code name}, likewise
 * @param bare whether an object holds nothing but these two fields; only read where it matters, else false
 */
public record Body(JsonType type, Field provider, Field name, boolean bare) {

    /** A body of which nothing is known but type, provider and name. */
    public Body(JsonType type, Field provider, Field name) {
        this(type, provider, name, false);
    }

    /** Whether the body can take fields: an object, or nothing at all (SQL NULL and JSON null count as {@code {}}). */
    boolean isObjectOrNothing() {
        return type == JsonType.OBJECT || type == JsonType.ABSENT || type == JsonType.NULL;
    }

    /** This body as an object with these two fields; everything else in it stays. */
    Body with(Field newProvider, Field newName) {
        return new Body(JsonType.OBJECT, newProvider, newName, bare);
    }
}
