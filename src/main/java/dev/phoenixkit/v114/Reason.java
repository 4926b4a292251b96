package dev.phoenixkit.v114;

/** Why a row is a problem row, and what to do about it. */
public enum Reason {
    BODY_NOT_OBJECT(
            "its value_json is of type %s, not an object",
            "put an object into value_json, or delete the row if nothing uses it"),
    PROVIDER_NOT_SCALAR(
            "the field provider in its value_json is of type %s, not a text",
            "write the provider's name into the field, as a text"),
    NAME_NOT_SCALAR(
            "the field name in its value_json is of type %s, not a text",
            "write the connection's name into the field, as a text"),
    NO_PROVIDER(
            "it has no provider%s",
            "write the provider into the field provider of value_json, or delete the row if nothing uses it"),
    UUID_KEY_TAKEN(
            "another row has this row's uuid as its key%s",
            "find out which of the two rows is in use, and delete or re-key the other"),
    KEY_TOO_LONG(
            "its key would be %s characters long, and the column holds " + KeyLength.LIMIT,
            "give the connection a shorter name (the field name in value_json)"),
    SUFFIXES_TAKEN(
            "its key is taken, and so is every suffixed one, up to %s",
            "give the connection another name (the field name in value_json)");

    private final String what;
    private final String remedy;

    Reason(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** A phrase with one {@code %s} for what was found. */
    String what() {
        return what;
    }

    String remedy() {
        return remedy;
    }
}
