package ai.tulia.messaging.api.idempotency;

import java.util.UUID;
import org.springframework.http.ResponseEntity;

/** The answer for a message that was accepted by a request which never got to give one. */
public interface AcceptedMessageAnswer {
    /** As the ledger knows it now. */
    ResponseEntity<?> answerFor(UUID tenantId, UUID messageId);
}
