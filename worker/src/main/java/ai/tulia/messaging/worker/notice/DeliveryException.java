package ai.tulia.messaging.worker.notice;

/** A notice did not arrive. The message is shown to the tenant: it holds no address, no secret and no answer's text. */
final class DeliveryException extends RuntimeException {
    private final boolean worthRetrying;

    DeliveryException(String message, boolean worthRetrying) {
        super(message, null, false, false);
        this.worthRetrying = worthRetrying;
    }

    boolean worthRetrying() {
        return worthRetrying;
    }
}
