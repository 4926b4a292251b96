package dev.phoenixkit.errors;

/**
 * Something in the configuration or the environment is wrong or missing, so the run cannot begin or go on.
 *
 * <p>The message says what, expected, found and next step, and holds no secret; neither does any text of the cause.
 */
public sealed class CannotRunException extends RuntimeException permits LockTimeoutException, OutcomeUnknownException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message for the operator. */
    public CannotRunException(String message) {
        super(message);
    }

    /** An exception with a message for the operator. */
    public CannotRunException(ErrorMessage message) {
        this(message.toString());
    }

    /** An exception with a message for the operator and a cause none of whose texts holds a secret. */
    public CannotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
