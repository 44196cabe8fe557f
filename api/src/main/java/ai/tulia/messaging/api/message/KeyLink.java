package ai.tulia.messaging.api.message;

import ai.tulia.messaging.api.idempotency.IdempotencyRecord;
import ai.tulia.messaging.store.idempotency.IdempotencyKeys;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Ties a new message to the Idempotency-Key its request came with, so that both are kept or neither. */
@Component
class KeyLink {
    private final IdempotencyKeys keys;

    KeyLink(IdempotencyKeys keys) {
        this.keys = keys;
    }

    /** Within the transaction that accepts the message. */
    void tie(UUID messageId) {
        IdempotencyRecord.current().ifPresent(record -> keys.linkMessage(record.tenantId(), record.key(), messageId));
    }
}
