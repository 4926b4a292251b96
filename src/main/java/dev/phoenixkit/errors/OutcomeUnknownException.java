package dev.phoenixkit.errors;

/** The connection was lost during the commit: the migration is either complete or not there at all. */
public final class OutcomeUnknownException extends CannotRunException {

    private static final long serialVersionUID = 1L;

    public OutcomeUnknownException(String message) {
        super(message);
    }
}
