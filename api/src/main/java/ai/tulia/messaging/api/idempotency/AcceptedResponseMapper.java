package ai.tulia.messaging.api.idempotency;

import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;

/** The answer for what was accepted, a message or a broadcast, by a request which never got to give one. */
public interface AcceptedResponseMapper {
    /** As the ledger knows it now; empty when the id is none of this kind. */
    Optional<ResponseEntity<?>> answerFor(UUID tenantId, UUID acceptedId);
}
