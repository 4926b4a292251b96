package dev.phoenixkit.errors;

/**
 * The database is not in the state that is needed, or rows are in the way. Nothing was changed. The message says what,
 * expected, found and next step.
 */
public final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what, expected, found, next step; without a credential */
    public RefusedException(String message) {
        super(message);
    }
}
