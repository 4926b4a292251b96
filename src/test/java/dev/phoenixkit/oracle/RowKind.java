package dev.phoenixkit.oracle;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is telling about a random row. A row has several of these; a test asserts that over its seeds every kind of its
 * direction really occurred.
 */
public enum RowKind {
    UUID_V4(Where.BOTH),
    UUID_V7(Where.BOTH),
    UUID_V7_OF_ONE_MILLISECOND(Where.BOTH),
    MODULE_NULL(Where.BOTH),
    MODULE_INTEGRATIONS(Where.BOTH),
    MODULE_OTHER(Where.BOTH),
    ORDINARY_SETTING(Where.BOTH),
    VALUE_BESIDE_BODY(Where.BOTH),

    BODY_SQL_NULL(Where.BOTH),
    BODY_JSON_NULL(Where.BOTH),
    BODY_ARRAY(Where.BOTH),
    BODY_STRING(Where.BOTH),
    BODY_NUMBER(Where.BOTH),
    BODY_BOOLEAN(Where.BOTH),
    BODY_EMPTY_OBJECT(Where.BOTH),
    PROVIDER_ABSENT(Where.BOTH),
    PROVIDER_NULL(Where.BOTH),
    PROVIDER_EMPTY(Where.BOTH),
    PROVIDER_SPACE(Where.BOTH),
    PROVIDER_STRING(Where.BOTH),
    PROVIDER_NUMBER(Where.BOTH),
    PROVIDER_BOOLEAN(Where.BOTH),
    PROVIDER_OBJECT(Where.BOTH),
    PROVIDER_ARRAY(Where.BOTH),
    NAME_ABSENT(Where.BOTH),
    NAME_NULL(Where.BOTH),
    NAME_EMPTY(Where.BOTH),
    NAME_SPACE(Where.BOTH),
    NAME_STRING(Where.BOTH),
    NAME_NUMBER(Where.BOTH),
    NAME_BOOLEAN(Where.BOTH),
    NAME_OBJECT(Where.BOTH),
    NAME_ARRAY(Where.BOTH),
    /** 2.50 or the like as provider or name. */
    NUMBER_WITH_SCALE(Where.BOTH),
    /** A number of some hundred digits as provider or name. */
    NUMBER_OF_MANY_DIGITS(Where.BOTH),
    TEXT_NON_ASCII(Where.BOTH),
    TEXT_QUOTE(Where.BOTH),
    TEXT_BACKSLASH(Where.BOTH),
    TEXT_CONTROL(Where.BOTH),
    /** An uppercase uuid as key. */
    KEY_UUID_UPPERCASE(Where.BOTH),
    /** A key that is the uuid of another row. */
    KEY_IS_ANOTHERS_UUID(Where.BOTH),

    KEY_NAMED(Where.UP),
    KEY_V0(Where.UP),
    KEY_EMPTY_NAME(Where.UP),
    KEY_COLON_IN_NAME(Where.UP),
    /** {@code integration::x}. */
    KEY_EMPTY_PROVIDER(Where.UP),
    /** {@code integration:} and nothing more. */
    KEY_BARE_PREFIX(Where.UP),
    /** {@code Integration:} and the like. */
    KEY_OTHER_CASE(Where.UP),
    /** {@code integrationx:}, {@code " integration:"} and the like. */
    KEY_LOOKALIKE(Where.UP),
    KEY_OF_255_CHARACTERS(Where.UP),
    /** A key in the V114 shape already. */
    KEY_IS_OWN_UUID(Where.UP),
    NAME_DRIFTED(Where.UP),
    PROVIDER_DRIFTED(Where.UP),
    NO_PROVIDER_ANYWHERE(Where.UP),
    /** An integration whose uuid another row has as key. */
    UUID_HELD_AS_KEY(Where.UP),

    /** One of two or more that want one key. */
    DUPLICATE(Where.DOWN),
    DUPLICATE_IN_GROUP_OF_50(Where.DOWN),
    TAIL_8_EQUAL(Where.DOWN),
    TAIL_12_EQUAL(Where.DOWN),
    LOOKS_SUFFIXED_8(Where.DOWN),
    LOOKS_SUFFIXED_12(Where.DOWN),
    LOOKS_SUFFIXED_WHOLE(Where.DOWN),
    STRAGGLER_PLAIN(Where.DOWN),
    STRAGGLER_SUFFIX_8(Where.DOWN),
    STRAGGLER_SUFFIX_12(Where.DOWN),
    STRAGGLER_SUFFIX_WHOLE(Where.DOWN),
    /** {@code integration:p} beside connections named {@code default}. */
    STRAGGLER_V0(Where.DOWN),
    /** One whose last suffix is another group's second: only one order over all groups decides. */
    SUFFIX_ACROSS_GROUPS(Where.DOWN),
    /** Provider {@code p} and name {@code a:b} against {@code p:a} and {@code b}. */
    COLON_SPLIT(Where.DOWN),
    /** Names that differ in case, in Unicode's normal form or in a space only: different keys. */
    NEARLY_EQUAL_NAMES(Where.DOWN),
    /** The number 7 against the string. */
    NUMBER_AGAINST_STRING(Where.DOWN),
    /** No name against the name {@code default}. */
    MISSING_NAME_AGAINST_DEFAULT(Where.DOWN),
    /** Version 4 uuids of equal dates whose signed and unsigned orders differ. */
    UUID_SIGN_MATTERS(Where.DOWN),
    EMOJI_KEY_254(Where.DOWN),
    EMOJI_KEY_255(Where.DOWN),
    EMOJI_KEY_256(Where.DOWN),
    /** A suffix that ends at character 255. */
    SUFFIXED_KEY_255(Where.DOWN),
    /** A suffix that ends at character 256. */
    SUFFIXED_KEY_256(Where.DOWN),
    DATES_EQUAL(Where.DOWN),
    DATE_INFINITE(Where.DOWN),
    DATE_NULL(Where.DAMAGED),
    OTHER_MODULE_OWN_UUID(Where.DOWN),
    /** The own uuid without dashes or in braces: PostgreSQL reads it as the uuid, yet the text is another. */
    KEY_UUID_OTHER_SPELLING(Where.DOWN);

    private enum Where {
        BOTH,
        UP,
        DOWN,
        DAMAGED
    }

    private final Where where;

    RowKind(Where where) {
        this.where = where;
    }

    /** Every kind that {@link RandomRows#up} makes. */
    public static Set<RowKind> up() {
        return in(EnumSet.of(Where.BOTH, Where.UP));
    }

    /** Every kind that {@link RandomRows#down} makes. */
    public static Set<RowKind> down() {
        return in(EnumSet.of(Where.BOTH, Where.DOWN));
    }

    /** Every kind that {@link RandomRows#downWithNullDates} makes. */
    public static Set<RowKind> downWithNullDates() {
        return in(EnumSet.of(Where.BOTH, Where.DOWN, Where.DAMAGED));
    }

    private static Set<RowKind> in(Set<Where> places) {
        return Arrays.stream(values())
                .filter(kind -> places.contains(kind.where))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(RowKind.class)));
    }
}
