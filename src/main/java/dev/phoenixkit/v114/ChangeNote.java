package dev.phoenixkit.v114;

/** What a change does beside moving the key; each is worth a word to the operator. */
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
    RESTORED,
    /** The row has the wanted shape already. */
    ALREADY
}
