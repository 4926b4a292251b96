package dev.phoenixkit.v114;

import java.util.Locale;

/** Says in words what a {@link ChangeNote} means for its change: what exactly, and why. */
public final class ChangeNoteText {

    private ChangeNoteText() {}

    /**
     * One phrase.
     *
     * @param note a note that the change has
     * @param change the change
     */
    public static String of(ChangeNote note, Change change) {
        Body before = change.before().body();
        return switch (note) {
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
            case ALREADY -> "in this shape already";
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
