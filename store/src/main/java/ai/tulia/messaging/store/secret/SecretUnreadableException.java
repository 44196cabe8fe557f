package ai.tulia.messaging.store.secret;

/** A sealed secret does not open: moved, altered, or sealed with another key. Carries the column, never a value. */
public final class SecretUnreadableException extends RuntimeException {
    public SecretUnreadableException(String column) {
        super("the sealed value in " + column + " does not open with TULIA_SECRETS_KEY");
    }
}
