package dev.phoenixkit.oracle;

import java.util.EnumSet;
import java.util.Set;

/**
 * What is special about a random row. A row has several of these; a test asserts that over its seeds every kind of its
 * direction really occurred.
 */
public enum RowKind {
    UUID_V4,
    UUID_V7,
    UUID_V7_OF_ONE_MILLISECOND,
    MODULE_NULL,
    MODULE_INTEGRATIONS,
    MODULE_OTHER,
    ORDINARY_SETTING,
    VALUE_BESIDE_BODY,

    BODY_SQL_NULL,
    BODY_JSON_NULL,
    BODY_ARRAY,
    BODY_STRING,
    BODY_NUMBER,
    BODY_BOOLEAN,
    BODY_EMPTY_OBJECT,
    PROVIDER_ABSENT,
    PROVIDER_NULL,
    PROVIDER_EMPTY,
    PROVIDER_SPACE,
    PROVIDER_STRING,
    PROVIDER_NUMBER,
    PROVIDER_BOOLEAN,
    PROVIDER_OBJECT,
    PROVIDER_ARRAY,
    NAME_ABSENT,
    NAME_NULL,
    NAME_EMPTY,
    NAME_SPACE,
    NAME_STRING,
    NAME_NUMBER,
    NAME_BOOLEAN,
    NAME_OBJECT,
    NAME_ARRAY,
    /** 2.50 or the like as provider or name. */
    NUMBER_WITH_SCALE,
    /** A number of some hundred digits as provider or name. */
    NUMBER_OF_MANY_DIGITS,
    TEXT_NON_ASCII,
    TEXT_QUOTE,
    TEXT_BACKSLASH,
    TEXT_CONTROL,
    /** An uppercase uuid as key. */
    KEY_UUID_UPPERCASE,
    /** A key that is the uuid of another row. */
    KEY_IS_ANOTHERS_UUID,

    // From here to UUID_HELD_AS_KEY: only on the way up.
    KEY_NAMED,
    KEY_V0,
    KEY_EMPTY_NAME,
    KEY_COLON_IN_NAME,
    /** {@code integration::x}. */
    KEY_EMPTY_PROVIDER,
    /** {@code integration:} and nothing more. */
    KEY_BARE_PREFIX,
    /** {@code Integration:} and the like. */
    KEY_OTHER_CASE,
    /** {@code integrationx:}, {@code " integration:"} and the like. */
    KEY_LOOKALIKE,
    KEY_OF_255_CHARACTERS,
    /** A key in the V114 shape already. */
    KEY_IS_OWN_UUID,
    NAME_DRIFTED,
    PROVIDER_DRIFTED,
    NO_PROVIDER_ANYWHERE,
    /** An integration whose uuid another row has as key. */
    UUID_HELD_AS_KEY,

    // From here on: only on the way down; without date only in a damaged table.
    /** One of two or more that want one key. */
    DUPLICATE,
    DUPLICATE_IN_GROUP_OF_50,
    TAIL_8_EQUAL,
    TAIL_12_EQUAL,
    LOOKS_SUFFIXED_8,
    LOOKS_SUFFIXED_12,
    LOOKS_SUFFIXED_WHOLE,
    STRAGGLER_PLAIN,
    STRAGGLER_SUFFIX_8,
    STRAGGLER_SUFFIX_12,
    STRAGGLER_SUFFIX_WHOLE,
    /** {@code integration:p} beside connections named {@code default}. */
    STRAGGLER_V0,
    /** One whose last suffix is another group's second: only one order over all groups decides. */
    SUFFIX_ACROSS_GROUPS,
    /** Provider {@code p} and name {@code a:b} against {@code p:a} and {@code b}. */
    COLON_SPLIT,
    /** Names that differ in case, in Unicode's normal form or in a space only: different keys. */
    NEARLY_EQUAL_NAMES,
    /** The number 7 against the string. */
    NUMBER_AGAINST_STRING,
    /** No name against the name {@code default}. */
    MISSING_NAME_AGAINST_DEFAULT,
    /** Version 4 uuids of equal dates whose signed and unsigned orders differ. */
    UUID_SIGN_MATTERS,
    EMOJI_KEY_254,
    EMOJI_KEY_255,
    EMOJI_KEY_256,
    /** A suffix that ends at character 255. */
    SUFFIXED_KEY_255,
    /** A suffix that ends at character 256. */
    SUFFIXED_KEY_256,
    DATES_EQUAL,
    DATE_INFINITE,
    DATE_NULL,
    OTHER_MODULE_OWN_UUID,
    /** The own uuid without dashes or in braces: PostgreSQL reads it as the uuid, yet the text is another. */
    KEY_UUID_OTHER_SPELLING;

    /** Every kind that {@link RandomRows#up} makes. */
    public static Set<RowKind> up() {
        return EnumSet.range(UUID_V4, UUID_HELD_AS_KEY);
    }

    /** Every kind that {@link RandomRows#down} makes. */
    public static Set<RowKind> down() {
        Set<RowKind> down = downWithNullDates();
        down.remove(DATE_NULL);
        return down;
    }

    /** Every kind that {@link RandomRows#downWithNullDates} makes. */
    public static Set<RowKind> downWithNullDates() {
        return EnumSet.complementOf(EnumSet.range(KEY_NAMED, UUID_HELD_AS_KEY));
    }

    /** The kind of a suffix of this length. */
    static RowKind of(String prefix, int suffix) {
        return valueOf(prefix + (suffix == 36 ? "WHOLE" : suffix));
    }

    /** What is special about a text. */
    static Set<RowKind> ofText(String text) {
        Set<RowKind> kinds = EnumSet.noneOf(RowKind.class);
        text.chars().forEach(c -> {
            if (c > 0x7f) {
                kinds.add(TEXT_NON_ASCII);
            } else if (c == '"') {
                kinds.add(TEXT_QUOTE);
            } else if (c == '\\') {
                kinds.add(TEXT_BACKSLASH);
            } else if (c < ' ') {
                kinds.add(TEXT_CONTROL);
            }
        });
        return kinds;
    }
}
