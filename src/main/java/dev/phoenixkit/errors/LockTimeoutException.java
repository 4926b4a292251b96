package dev.phoenixkit.errors;

/** Somebody held a lock for longer than there was time to wait for it. Nothing was changed; another try may succeed. */
public final class LockTimeoutException extends CannotRunException {

    private static final long serialVersionUID = 1L;

    public LockTimeoutException(String message) {
        super(message);
    }
}
