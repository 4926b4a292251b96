package dev.phoenixkit.oracle;

/**
 * What a body says its provider or name is.
 *
 * @param text the text it stands for; null unless {@code kind} is {@link Kind#TEXT}
 * @param isString false for a number or boolean, whose text is used as well
 */
record OracleField(Kind kind, String text, boolean isString) {

    /** The three things that a rule can meet. */
    enum Kind {
        /** Absent, JSON null or an empty string. */
        MISSING,
        /** A string, a number or a boolean. */
        TEXT,
        /** An object or an array. */
        STRUCTURE
    }

    static OracleField of(JsonMembers body, String name) {
        String raw = body.raw(name);
        if (raw == null || raw.equals("null") || raw.equals("\"\"")) {
            return new OracleField(Kind.MISSING, null, false);
        }
        if (raw.startsWith("{") || raw.startsWith("[")) {
            return new OracleField(Kind.STRUCTURE, null, false);
        }
        boolean isString = raw.startsWith("\"");
        return new OracleField(Kind.TEXT, isString ? JsonMembers.unquoted(raw) : raw, isString);
    }

    boolean isMissing() {
        return kind == Kind.MISSING;
    }

    boolean isStructure() {
        return kind == Kind.STRUCTURE;
    }

    String textOr(String other) {
        return kind == Kind.TEXT ? text : other;
    }
}
