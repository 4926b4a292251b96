package dev.phoenixkit.errors;

/**
 * The text of an error: what went wrong, what was expected, what was found, and what to do next. Parts that say nothing
 * are left out. No part may hold a secret.
 */
public final class ErrorMessage {

    private final String text;

    private ErrorMessage(String text) {
        this.text = text;
    }

    /** Begins with what went wrong. */
    public static ErrorMessage what(String what) {
        return new ErrorMessage(what);
    }

    /** Adds what would have been right. */
    public ErrorMessage expected(String expected) {
        return new ErrorMessage(text + ". Expected: " + expected);
    }

    /** Adds what there was instead. */
    public ErrorMessage found(String found) {
        return new ErrorMessage(text + ". Found: " + found);
    }

    /** Adds what to do about it. */
    public ErrorMessage next(String next) {
        return new ErrorMessage(text + ". Next: " + next);
    }

    /** {@code <what>. Expected: <…>. Found: <…>. Next: <…>.} */
    @Override
    public String toString() {
        return text + ".";
    }
}
