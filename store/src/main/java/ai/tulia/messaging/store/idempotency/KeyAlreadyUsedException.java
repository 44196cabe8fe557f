package ai.tulia.messaging.store.idempotency;

/** Another request with the same Idempotency-Key accepted a message first; this one must leave no trace. */
public final class KeyAlreadyUsedException extends RuntimeException {
    KeyAlreadyUsedException() {
        super("another request with this Idempotency-Key was faster");
    }
}
