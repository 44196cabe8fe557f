package ai.tulia.messaging.api.idempotency;

import ai.tulia.messaging.store.idempotency.IdempotencyKeyRepository;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ties a new message or broadcast to the Idempotency-Key its request came with, so that both are kept or neither. */
@Component
public class KeyLink {
    private final IdempotencyKeyRepository keys;

    KeyLink(IdempotencyKeyRepository keys) {
        this.keys = keys;
    }

    /** Within the transaction that accepts it. */
    public void tie(UUID acceptedId) {
        IdempotencyRecord.current().ifPresent(record -> keys.linkMessage(record.tenantId(), record.key(), acceptedId));
    }
}
