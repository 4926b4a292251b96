package dev.phoenixkit.v114;

import java.util.Locale;

/** What a change does besides giving the row a new key; the operator is told each. */
public enum ChangeNote {
    /** Provider or name was missing in the body and is taken from the key. */
    FILLED,
    /** Provider or name was a number or a boolean and becomes its text. */
    CONVERTED,
    /** The body says something else than the key; applications at V114 show what the body says. */
    DRIFTED,
    /** The key was wanted by another row too; the name got a suffix. */
    RENAMED,
    /** The row gets back what a report says it had. */
    RESTORED;

    /**
     * Says in words what the note means for its change: what exactly, and why.
     *
     * @param change a change that has this note
     */
    public String describe(Change change) {
        Body before = change.before().body();
        return switch (this) {
            case FILLED -> filled(before) + " filled from the key";
            case CONVERTED -> converted(before) + " turned into text";
            case DRIFTED -> {
                IntegrationKey key = IntegrationKey.parse(change.before().key());
                yield "the key says " + Quoted.of(key.provider()) + " " + Quoted.of(key.name()) + ", the body's stays";
            }
            case RENAMED -> {
                IntegrationKey wanted = DownRule.wanted(before);
                yield "renamed from " + Quoted.of(wanted.name()) + ", whose key " + Quoted.of(wanted.format())
                        + " is taken";
            }
            case RESTORED -> "restored from the report";
        };
    }

    private static String filled(Body body) {
        if (!body.name().isBlank()) {
            return "provider";
        }
        return body.provider().isBlank() ? "provider and name" : "name";
    }

    private static String converted(Body body) {
        String provider = scalar("provider", body.provider());
        String name = scalar("name", body.name());
        return provider + (provider.isEmpty() || name.isEmpty() ? "" : " and ") + name;
    }

    private static String scalar(String name, Field field) {
        return switch (field.type()) {
            case NUMBER, BOOLEAN -> name + " (a " + field.type().name().toLowerCase(Locale.ROOT) + ")";
            case ABSENT, NULL, STRING, OBJECT, ARRAY -> "";
        };
    }
}
