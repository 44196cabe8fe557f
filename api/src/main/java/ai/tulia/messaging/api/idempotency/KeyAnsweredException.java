package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.store.idempotency.IdempotencyKeyClaim;
import java.util.UUID;

/** The request was made before: its transaction leaves no trace, and it is answered as it was then. */
final class KeyAnsweredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient IdempotencyKeyClaim claim;
    private final UUID tenantId;

    /** @param claim answered or accepted */
    KeyAnsweredException(UUID tenantId, IdempotencyKeyClaim claim) {
        super("the request was made before", null, false, false);
        this.tenantId = tenantId;
        this.claim = claim;
    }

    UUID tenantId() {
        return tenantId;
    }

    IdempotencyKeyClaim claim() {
        return claim;
    }
}
