package dev.phoenixkit.rows;

import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Change;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;

/** How the server gets from a body to the one that a change asks for. */
enum BodyEdit {
    /** The body is not assigned at all: a large one stays where it is stored. */
    NONE(null),

    /** Fields are added that are not there, as the key says them. It says both: what the body has, it keeps. */
    ADD_OF_KEY(KeyPieces.SQL + " || s.value_json"),

    /** Other fields are added that are not there. The patch comes first, for the server sorts that order in less time. */
    ADD("c.patch || s.value_json"),

    /** Fields are replaced. */
    REPLACE("s.value_json || c.patch"),

    /** There was no body. */
    CREATE("c.patch"),

    /** A body may also lose fields, or go away: only where a report is undone. */
    RESTORE("CASE c.becomes WHEN 'absent' THEN NULL WHEN 'null' THEN 'null'::jsonb ELSE"
            + " CASE WHEN c.patch IS NULL AND c.dropped = '' THEN s.value_json"
            + " ELSE (s.value_json - string_to_array(c.dropped, ',')) || coalesce(c.patch, '{}') END END");

    private final String sql;

    BodyEdit(String sql) {
        this.sql = sql;
    }

    /** The new body, from the row {@code s} and the change {@code c}; null where none is assigned. */
    String sql() {
        return sql;
    }

    /** What a change needs that is no restoring one. */
    static BodyEdit of(Change change) {
        Body before = change.before().body();
        Body after = change.after().body();
        if (before.type() != JsonType.OBJECT) {
            return before.type() == after.type() ? NONE : CREATE;
        }
        boolean sameProvider = before.provider().equals(after.provider());
        boolean sameName = before.name().equals(after.name());
        if (sameProvider && sameName) {
            return NONE;
        }
        if (!sameProvider && !isAbsent(before.provider()) || !sameName && !isAbsent(before.name())) {
            return REPLACE;
        }
        return KeyPieces.areAssigned(change) ? ADD_OF_KEY : ADD;
    }

    private static boolean isAbsent(Field field) {
        return field.type() == JsonType.ABSENT;
    }
}
