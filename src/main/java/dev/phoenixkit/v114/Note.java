package dev.phoenixkit.v114;

/** What a change does beside moving the key; each is worth a word to the operator. */
public enum Note {
    /** Provider or name was missing in the body and is taken from the key. */
    FILLED("filled from the key"),
    /** Provider or name was a number or a boolean and becomes its text. */
    CONVERTED("turned into text"),
    /** The body says something else than the key; applications at V114 show what the body says. */
    DRIFTED("body and key disagree, the body's stays"),
    /** The key was wanted by another row too; the name got a suffix. */
    RENAMED("renamed, the key is taken"),
    /** The row gets back what a report says it had. */
    RESTORED("restored from the report"),
    /** The row has the wanted shape already. */
    ALREADY("in this shape already");

    private final String text;

    Note(String text) {
        this.text = text;
    }

    /** A few words for a table or a log line. */
    public String text() {
        return text;
    }
}
