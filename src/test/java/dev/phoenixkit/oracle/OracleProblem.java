package dev.phoenixkit.oracle;

/** Why a row cannot be placed without losing or inventing something. */
public enum OracleProblem {
    /** value_json is an array, string, number or boolean; for down also SQL NULL or JSON null. */
    BODY_NOT_AN_OBJECT,
    /** No provider: for up neither in the body nor in the key, for down not in the body. */
    PROVIDER_MISSING,
    /** The provider is an object or an array. */
    PROVIDER_NOT_TEXT,
    /** The name is an object or an array. */
    NAME_NOT_TEXT,
    /** Up: another row's key is this row's uuid. */
    UUID_TAKEN_AS_KEY,
    /** Down: the key that is due has more than 255 characters. */
    KEY_TOO_LONG,
    /** Down: the plain key and the keys with all three suffixes are taken. */
    EVERY_SUFFIX_TAKEN
}
