package ai.tulia.messaging.store.secret;

/** {@code TULIA_SECRETS_KEY} is missing or holds no key. The message says what an operator does about it. */
final class SecretsKeyRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    SecretsKeyRefusedException(String message) {
        super(message);
    }
}
